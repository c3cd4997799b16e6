package dev.groundswell.pipelines.trend.statistics;

import java.time.Duration;

/**
 * How surprising a cell must be to open a shift, if false openings are to stay within a promise per
 * day: its p-value must be at most falsePerDay / ticksPerDay / 10 000, one bar for every cell and
 * tick, 6.46 decades for 1 a day and ticks of five minutes. By Bonferroni's inequality the expected
 * number of false openings is then within the promise, whatever else is open and however cells
 * depend on each other, as far as a cell's p-values are right.
 *
 * @param falsePerDay false openings a day that are promised not to be passed, per 10 000 cells
 * @param tick how long it takes until every cell is judged again
 */
public record FalseDiscoveryControl(double falsePerDay, Duration tick) {

  private static final double CELLS_OF_THE_PROMISE = 10_000;

  /**
   * @throws IllegalArgumentException if either is not positive, or if the promise is so large that
   *     every cell might open in every tick
   */
  public FalseDiscoveryControl {
    Arguments.positive("false shifts per day", falsePerDay);
    Arguments.positive("tick in milliseconds", (double) tick.toMillis());
    Arguments.proportion("probability of a false shift", probability(falsePerDay, tick));
  }

  /** The surprise, in decades, at which a cell opens. */
  public double bar() {
    return -Math.log10(probability(falsePerDay, tick));
  }

  private static double probability(double falsePerDay, Duration tick) {
    return falsePerDay * tick.toMillis() / Duration.ofDays(1).toMillis() / CELLS_OF_THE_PROMISE;
  }
}
