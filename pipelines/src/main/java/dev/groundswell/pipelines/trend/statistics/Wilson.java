package dev.groundswell.pipelines.trend.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Interval of a proportion by Wilson's score (Probable Inference, the Law of Succession, and
 * Statistical Inference, JASA 22, 1927): the proportions q for which |successes / trials - q| is at
 * most z sqrt(q (1 - q) / trials). It stays within 0 and 1 and says something of 0 out of n, where
 * the interval by the standard error does not.
 */
public final class Wilson {

  private Wilson() {}

  /**
   * The interval of the proportion; 0 to 1 if nothing was tried.
   *
   * @param successes from 0 to {@code trials}
   * @param confidence more than 0 and less than 1, as 0.9
   * @throws IllegalArgumentException if a number is outside of that
   */
  public static Interval interval(long successes, long trials, double confidence) {
    Arguments.notNegative("successes", successes);
    Arguments.atLeast(successes, "trials", trials);
    Arguments.proportion("confidence", confidence);
    if (trials == 0) {
      return new Interval(0, 1);
    }
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
    double shrunk = z * z / trials;
    double observed = (double) successes / trials;
    double middle = (observed + shrunk / 2) / (1 + shrunk);
    double half =
        z / (1 + shrunk) * Math.sqrt(observed * (1 - observed) / trials + shrunk / trials / 4);
    return new Interval(
        successes == 0 ? 0 : Math.max(0, middle - half),
        successes == trials ? 1 : Math.min(1, middle + half));
  }
}
