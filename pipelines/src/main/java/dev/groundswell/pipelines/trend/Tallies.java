package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.DriverKind;
import dev.groundswell.schemas.FrequentItem;
import dev.groundswell.schemas.RuleCount;
import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.TechniqueDelta;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rule and the cluster that a tick with a shift is full of. Of neither is it known how many
 * actors there are, or were usual, but how often it was there: enough, if that is a fifth of the
 * tick's, twice at least, and once for every fifth actor.
 */
final class Tallies {

  private static final double LEAST_SHARE = 0.2;
  private static final double LEAST_TIMES = 2;

  private static final Comparator<RuleCount> BY_DETECTIONS =
      Comparator.comparingLong(RuleCount::getDetections)
          .thenComparing(RuleCount::getRule, Comparator.reverseOrder());

  private Tallies() {}

  /** The rule, if there is one, then the cluster. */
  static Stream<ShiftDriver> of(TechniqueDelta tick, long actors) {
    return Stream.concat(rule(tick, actors).stream(), cluster(tick, actors).stream());
  }

  private static Optional<ShiftDriver> rule(TechniqueDelta tick, long actors) {
    return tick.getRules().stream()
        .max(BY_DETECTIONS)
        .filter(most -> isEnough(most.getDetections(), tick.getDetections(), actors))
        .map(
            most ->
                driver(
                    DriverKind.rule, most.getRule(), most.getDetections(), tick.getDetections()));
  }

  /** A cluster that the busiest actor may have made alone is no trend. */
  private static Optional<ShiftDriver> cluster(TechniqueDelta tick, long actors) {
    Frequency clusters = Frequency.of(tick.getClusters());
    long ofOneActor = Frequency.of(tick.getFrequentActors()).mostOfOne();
    return clusters.top().stream()
        .findFirst()
        .filter(top -> isEnough(top.getAtLeast() - ofOneActor, clusters.total(), actors))
        .map(top -> driver(top, clusters.total()));
  }

  private static boolean isEnough(long times, long of, long actors) {
    return times >= LEAST_TIMES && times >= LEAST_SHARE * Math.max(of, actors);
  }

  private static ShiftDriver driver(FrequentItem cluster, long of) {
    return driver(DriverKind.cluster, cluster.getValue(), cluster.getAtLeast(), of);
  }

  private static ShiftDriver driver(DriverKind kind, String value, long times, long of) {
    return new ShiftDriver(kind, value, null, (double) times / of);
  }
}
