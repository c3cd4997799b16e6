package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.FalseDiscoveryControl;
import dev.groundswell.schemas.Grain;
import java.io.Serializable;
import java.time.Duration;

/**
 * When a cell has shifted.
 *
 * @param tick how long a pane is that cells are judged by: a minute, five, or an hour
 * @param warmUp how long a target is watched before anything opens in its cells
 * @param falsePerDay false shifts of a kind that are promised not to be passed, a day and 10 000
 *     cells
 * @param actorFloor distinct actors below which nothing opens
 * @param quiet how long a shift must be quiet until it closes; whole ticks
 * @param watch for how long after a mitigation a shift that opens is escalated
 */
public record ShiftConfig(
    Grain tick, Duration warmUp, double falsePerDay, int actorFloor, Duration quiet, Duration watch)
    implements Serializable {

  private static final long TICKS_OF_QUIET = 6;

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
        Panes.SHORT.contains(tick),
        "the tick is %s, it takes one that is no longer than an hour",
        tick);
    Duration length = Panes.length(tick);
    check(
        quiet.compareTo(length) >= 0
            && quiet.equals(length.multipliedBy(quiet.dividedBy(length)))
            && quiet.compareTo(Duration.ofDays(1)) <= 0,
        "trend.quiet is %s, it takes whole ticks of "
            + length.toMinutes()
            + " min, one or more, and a day at most",
        quiet);
    check(!watch.isNegative(), "trend.watch is %s, it takes zero or more", watch);
  }

  /** Ticks of five minutes; a week; one a day; five actors; half an hour; two weeks. */
  public static ShiftConfig defaults() {
    return defaults(Grain.five_minutes);
  }

  /** Ticks of that length; a week; one a day; five actors; six ticks; two weeks. */
  public static ShiftConfig defaults(Grain tick) {
    return new ShiftConfig(
        tick,
        Duration.ofDays(7),
        1,
        5,
        Panes.length(tick).multipliedBy(TICKS_OF_QUIET),
        Duration.ofDays(14));
  }

  Duration tickLength() {
    return Panes.length(tick);
  }

  /** The surprise, in decades, at which a surge opens. */
  double bar() {
    return new FalseDiscoveryControl(falsePerDay, tickLength()).bar();
  }

  /** The surprise, in decades, at which what is judged once a day opens. */
  double dailyBar() {
    return new FalseDiscoveryControl(falsePerDay, Duration.ofDays(1)).bar();
  }

  /** How many ticks a cell in which nothing happens should have between two ramps. */
  double ticksBetweenRamps() {
    return Duration.ofDays(1).dividedBy(tickLength()) * 10_000.0 / falsePerDay;
  }

  long quietTicks() {
    return quiet.dividedBy(tickLength());
  }

  private static void check(boolean holds, String problem, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(problem.formatted(value));
    }
  }
}
