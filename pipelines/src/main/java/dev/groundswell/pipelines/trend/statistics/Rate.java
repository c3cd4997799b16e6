package dev.groundswell.pipelines.trend.statistics;

/**
 * What was counted, and among how much.
 *
 * @param events a count, or a sum of weighted counts
 * @param exposure requests among which they were counted, or any other unit, the same for all rates
 *     that are compared
 */
public record Rate(double events, double exposure) {

  /**
   * @throws IllegalArgumentException if either is negative or no number
   */
  public Rate {
    Arguments.notNegative("events", events);
    Arguments.notNegative("exposure", exposure);
  }
}
