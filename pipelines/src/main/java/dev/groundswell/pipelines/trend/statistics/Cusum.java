package dev.groundswell.pipelines.trend.statistics;

/**
 * One-sided tabular CUSUM of standard normal scores, for a rise that is too slow for any single
 * tick to show: sum = max(0, sum + score - allowance), which signals at the threshold (Page,
 * Biometrika 41, 1954; Montgomery, Introduction to Statistical Quality Control, chapter 9). Scores,
 * allowance and threshold are in standard deviations, run lengths in ticks.
 *
 * <p>Run lengths are Siegmund's approximation (Sequential Analysis, 1985, 2.5): with b = threshold
 * + 1.166 and d = shift - allowance, (exp(-2 d b) + 2 d b - 1) / (2 d^2). For 0.5 and 5 it says 938
 * ticks where nothing happens; exactly they are 931. It holds for independent scores only: a
 * baseline that is wrong for an hour makes an hour of equal ones.
 *
 * @param allowance half the shift that is to be found soonest; {@value #LEAST_ALLOWANCE} or more
 * @param threshold sum from which on it signals
 */
public record Cusum(double allowance, double threshold) {

  /**
   * Scores of counts have a mean of up to 0.08, for they are skewed. With an allowance of 0.1 that
   * makes signals far more frequent than stated; from 0.5 on their shorter tail outweighs it.
   */
  private static final double LEAST_ALLOWANCE = 0.5;

  /** What discrete time adds to the threshold of a Brownian motion. */
  private static final double OVERSHOOT = 1.166;

  /**
   * A score counts no more than this, one in 30 000 ticks. A spike is a surge and not a ramp; with
   * 4 it takes two ticks or more to pass a threshold of 5 (for the same reason Lucas and Crosier,
   * Technometrics 24, 1982, ask for two in a row).
   */
  private static final double LARGEST_SCORE = 4;

  /**
   * @throws IllegalArgumentException if the allowance is too small, or the threshold not positive
   */
  public Cusum {
    Arguments.atLeast(LEAST_ALLOWANCE, "allowance", allowance);
    Arguments.positive("threshold", threshold);
  }

  /**
   * The one that signals every {@code ticks} where nothing happens.
   *
   * @throws IllegalArgumentException if the allowance is too small, or if not even a threshold of 0
   *     signals so often
   */
  public static Cusum withRunLength(double allowance, double ticks) {
    Arguments.atLeast(LEAST_ALLOWANCE, "allowance", allowance);
    Arguments.atLeast(runLength(-allowance, OVERSHOOT), "average run length", ticks);
    double low = 0;
    double high = 1;
    while (runLength(-allowance, high + OVERSHOOT) < ticks) {
      high *= 2;
    }
    while (high - low > 1e-9) {
      double middle = (low + high) / 2;
      if (runLength(-allowance, middle + OVERSHOOT) < ticks) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new Cusum(allowance, high);
  }

  /**
   * The sum after one more tick; 0 before the first, and after a signal that was dealt with.
   *
   * @param score {@link NegativeBinomialSurprise#residual}
   */
  public double after(double sum, double score) {
    Arguments.number("score", score);
    return Math.max(0, sum + Math.min(score, LARGEST_SCORE) - allowance);
  }

  /**
   * The sum, no further above the threshold than that: so it comes down as soon as nothing happens
   * any more, however long something did.
   */
  public double held(double sum) {
    return Math.min(sum, threshold);
  }

  /** Whether the sum has come to the threshold. */
  public boolean signals(double sum) {
    return sum >= threshold;
  }

  /** Average ticks until a signal, if the mean of the scores is {@code shift}. */
  public double averageRunLength(double shift) {
    Arguments.number("shift", shift);
    return runLength(shift - allowance, threshold + OVERSHOOT);
  }

  private static double runLength(double drift, double height) {
    double exponent = 2 * drift * height;
    if (Math.abs(exponent) < 1e-4) {
      return height * height;
    }
    return (Math.expm1(-exponent) + exponent) / (2 * drift * drift);
  }
}
