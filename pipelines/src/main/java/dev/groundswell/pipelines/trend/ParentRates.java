package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.Learning;
import dev.groundswell.schemas.TargetKind;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is expected of a cell of which nothing is known: the rate of its technique over all targets
 * of the kind, as a Gamma-Poisson model has it whose prior is the mean rate of a technique of that
 * kind and is worth one actor. Sums forget as baselines do, tick by tick.
 */
final class ParentRates {

  private static final Duration WEEK = Duration.ofDays(7);

  private final TreeMap<String, Double> actors;
  private final TreeMap<String, Double> exposures;
  private final double remaining;

  /**
   * @param actors sums by kind and technique
   * @param exposures sums by kind
   * @param tick how long one is
   */
  ParentRates(
      Map<String, Double> actors, Map<String, Double> exposures, Learning learning, Duration tick) {
    this.actors = new TreeMap<>(actors);
    this.exposures = new TreeMap<>(exposures);
    this.remaining = learning.remaining((double) tick.toMillis() / WEEK.toMillis());
  }

  /**
   * Actors per request; positive.
   *
   * @param exposure of a target of the kind in this tick; positive
   */
  double of(Cell cell, long exposure) {
    String kind = cell.target().kind().name();
    double known = exposures.getOrDefault(kind, 0.0);
    double ofAll = 0;
    int techniques = 0;
    // In the order of the keys: sums of doubles depend on it.
    for (double sum : actors.subMap(kind + "\n", kind + "\n\uffff").values()) {
      ofAll += sum;
      techniques++;
    }
    double usual = (ofAll + 1) / (techniques + 1) / (known + exposure);
    return (1 + actors.getOrDefault(key(cell), 0.0)) / (1 / usual + known);
  }

  /** Forgets a tick's worth; before what the tick had is added. */
  void age() {
    actors.replaceAll((key, sum) -> sum * remaining);
    exposures.replaceAll((key, sum) -> sum * remaining);
  }

  void addActors(Cell cell, long count) {
    actors.merge(key(cell), (double) count, Double::sum);
  }

  void addExposure(TargetKind kind, long requests) {
    exposures.merge(key(kind), (double) requests, Double::sum);
  }

  Map<String, Double> actors() {
    return actors;
  }

  Map<String, Double> exposures() {
    return exposures;
  }

  private static String key(Cell cell) {
    return key(cell.target().kind(), cell.technique());
  }

  /** Of a sum of actors: a format. */
  static String key(TargetKind kind, String technique) {
    return key(kind) + "\n" + technique;
  }

  /** Of a sum of requests: a format. */
  static String key(TargetKind kind) {
    return kind.name();
  }
}
