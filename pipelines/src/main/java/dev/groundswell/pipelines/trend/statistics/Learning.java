package dev.groundswell.pipelines.trend.statistics;

import java.time.Duration;

/**
 * How a {@link SeasonalBaseline} learns.
 *
 * @param halfLife after how long a week counts half of what it did
 * @param clip surprise, in decades, beyond which a count is learned as if it had just that
 * @param dispersion of counts until it has been measured; {@link
 *     NegativeBinomialSurprise#dispersion}
 */
public record Learning(Duration halfLife, double clip, double dispersion) {

  /**
   * @throws IllegalArgumentException if half-life or clip is not positive, or the dispersion
   *     negative
   */
  public Learning {
    Arguments.positive("half-life in milliseconds", (double) halfLife.toMillis());
    Arguments.positive("clip", clip);
    Arguments.notNegative("dispersion", dispersion);
  }

  /**
   * Two weeks; one tick in a thousand; and a rate that is off by twice itself, for abuse comes in
   * bursts: a sparse cell hardly ever shows how much, and it costs it an event or two.
   */
  public static Learning defaults() {
    return new Learning(Duration.ofDays(14), 3, 4);
  }

  /** What is left of a weight after some weeks. */
  public double remaining(double weeks) {
    return Math.pow(2, -weeks * Duration.ofDays(7).toMillis() / halfLife.toMillis());
  }
}
