package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.WatchedTarget;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * All that a fresh start needs, out of the states that others keep and into them.
 *
 * @param cells of {@link CellState}
 * @param weeks of the same
 * @param watched of {@link WatchedState}
 * @param actors of {@link SumState}
 * @param exposures of the same
 * @param day start of the day of the last tick that was judged
 * @param known end of what others had learned when it started with that; absent if it started cold
 */
record LearnedState(
    MapState<String, TrendCell> cells,
    MapState<String, double[]> weeks,
    MapState<String, Tuple2<Long, Long>> watched,
    MapState<String, Double> actors,
    MapState<String, Double> exposures,
    ValueState<Long> day,
    ValueState<Long> known) {

  /** Whether there is no state to go on from. */
  boolean isFresh() throws Exception {
    return day.value() == null && watched.isEmpty();
  }

  void startWith(Learned learned) throws Exception {
    known.update(learned.asOf());
    cells.putAll(learned.cells());
    weeks.putAll(learned.weeks());
    for (WatchedTarget target : learned.watched().values()) {
      watched.put(target.getKey(), Tuple2.of(target.getSince(), target.getLast()));
    }
    actors.putAll(learned.actors());
    exposures.putAll(learned.exposures());
  }

  /** Whether others have learned the tick: nothing is learned twice. */
  boolean isKnown(Tick tick) throws Exception {
    Long end = known.value();
    return end != null && tick.end() <= end;
  }

  /** What is to be told before the first tick of another day, which may not be the next. */
  List<Baseline> tellBefore(Tick tick, Grain length) throws Exception {
    long today = Panes.start(Grain.day, tick.start());
    Long last = day.value();
    if (last != null && last == today) {
      return List.of();
    }
    day.update(today);
    return last == null ? List.of() : learned(today, length).told();
  }

  private Learned learned(long asOf, Grain length) throws Exception {
    Map<String, WatchedTarget> targets = new TreeMap<>();
    MapStates.sorted(watched)
        .forEach((key, span) -> targets.put(key, new WatchedTarget(key, span.f0, span.f1)));
    return new Learned(
        asOf,
        length,
        MapStates.sorted(cells),
        MapStates.sorted(weeks),
        targets,
        MapStates.sorted(actors),
        MapStates.sorted(exposures));
  }
}
