package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.FalseDiscoveryControl;
import java.io.Serializable;
import java.time.Duration;

/**
 * When a cell has shifted.
 *
 * @param warmUp how long a target is watched before anything opens in its cells
 * @param falsePerDay false shifts of a kind that are promised not to be passed, a day and 10 000
 *     cells
 * @param actorFloor distinct actors below which nothing opens
 * @param quiet how long a shift must be quiet until it closes; whole ticks of five minutes
 */
public record ShiftConfig(Duration warmUp, double falsePerDay, int actorFloor, Duration quiet)
    implements Serializable {

  static final Duration TICK = Duration.ofMinutes(5);

  /**
   * @throws IllegalArgumentException if one is out of its range
   */
  public ShiftConfig {
    check(!warmUp.isNegative(), "trend.warm-up is %s, it takes zero or more", warmUp);
    check(
        falsePerDay > 0 && falsePerDay < 10_000,
        "trend.false-shifts-per-day is %s, it takes more than 0 and less than 10000",
        falsePerDay);
    check(actorFloor >= 1, "trend.actor-floor is %s, it takes 1 or more", actorFloor);
    check(
        quiet.compareTo(TICK) >= 0
            && quiet.equals(TICK.multipliedBy(quiet.dividedBy(TICK)))
            && quiet.compareTo(Duration.ofDays(1)) <= 0,
        "trend.quiet is %s, it takes 5 min or a multiple, and a day at most",
        quiet);
  }

  /** A week; one a day; five actors; half an hour. */
  public static ShiftConfig defaults() {
    return new ShiftConfig(Duration.ofDays(7), 1, 5, Duration.ofMinutes(30));
  }

  /** The surprise, in decades, at which a surge opens. */
  double bar() {
    return new FalseDiscoveryControl(falsePerDay, TICK).bar();
  }

  /** How many ticks a cell in which nothing happens should have between two ramps. */
  double ticksBetweenRamps() {
    return Duration.ofDays(1).dividedBy(TICK) * 10_000.0 / falsePerDay;
  }

  long quietTicks() {
    return quiet.dividedBy(TICK);
  }

  private static void check(boolean holds, String problem, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(problem.formatted(value));
    }
  }
}
