package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.Learning;
import dev.groundswell.schemas.TrendCell;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;

/** The sums of {@link ParentRates} in state. */
final class SumState {

  private final MapState<String, Double> actors;
  private final MapState<String, Double> exposures;
  private final Learning learning;
  private final Duration tickLength;

  /**
   * @param actors by kind and technique
   * @param exposures by kind
   */
  SumState(
      MapState<String, Double> actors,
      MapState<String, Double> exposures,
      Learning learning,
      Duration tickLength) {
    this.actors = actors;
    this.exposures = exposures;
    this.learning = learning;
    this.tickLength = tickLength;
  }

  ParentRates rates() throws Exception {
    return new ParentRates(
        MapStates.sorted(actors), MapStates.sorted(exposures), learning, tickLength);
  }

  /**
   * A tick is learned once all cells are judged, by what was known before it.
   *
   * @param counts the actors of the cells that were judged
   * @param known all cells
   */
  void learn(ParentRates rates, Tick tick, Map<Cell, Long> counts, Iterable<TrendCell> known)
      throws Exception {
    rates.age();
    counts.forEach(rates::addActors);
    tick.ofKinds().forEach(rates::addExposure);
    // Targets without requests of their own have those of all products, each of them.
    unexposed(known).forEach(target -> rates.addExposure(target.kind(), tick.ofProducts()));
    actors.putAll(rates.actors());
    exposures.putAll(rates.exposures());
  }

  private static Set<Target> unexposed(Iterable<TrendCell> known) {
    Set<Target> unexposed = new HashSet<>();
    for (TrendCell cell : known) {
      if (!Targets.hasExposure(cell.getTargetKind())) {
        unexposed.add(Cell.of(cell).target());
      }
    }
    return unexposed;
  }
}
