package dev.groundswell.pipelines.trend.statistics;

import java.util.Optional;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * By how much a rate has changed: events per exposure now, divided by those before. Given the sum
 * of both counts, the one of now is binomial with probability ratio * e / (ratio * e + e0), e and
 * e0 being the exposures (Przyborowski and Wilenski, Biometrika 31, 1940). The interval is Clopper
 * and Pearson's of that probability (Biometrika 26, 1934), so it holds the ratio at least as often
 * as its confidence says, however small the counts.
 *
 * <p>That is so of Poisson counts. Where they vary {@code varianceFactor} times as much, which is 1
 * + dispersion * mean for a negative binomial of that mean per tick, this many counts tell as much
 * as one, and both are divided by it (effective counts: Rao and Scott, Statistics in Medicine 18,
 * 1999). Who calls knows the factor.
 *
 * @param estimate without unit; infinite if there was nothing before
 * @param interval of the ratio; from 0 if there is nothing now, to infinity if there was nothing
 *     before
 */
public record RateRatio(double estimate, Interval interval) {

  /**
   * The ratio of the rates; empty if nothing was counted in either, or one has no exposure, which
   * says nothing of it.
   *
   * @param varianceFactor variance of the counts divided by their mean; 1 for Poisson
   * @param confidence more than 0 and less than 1, as 0.9
   * @throws IllegalArgumentException if the factor is below 1 or the confidence no such number
   */
  public static Optional<RateRatio> of(
      Rate now, Rate before, double varianceFactor, double confidence) {
    Arguments.atLeast(1, "variance factor", varianceFactor);
    Arguments.proportion("confidence", confidence);
    boolean isCounted = now.events() + before.events() > 0;
    if (!isCounted || now.exposure() == 0 || before.exposure() == 0) {
      return Optional.empty();
    }
    double unit = before.exposure() / now.exposure();
    double count = now.events() / varianceFactor;
    double countBefore = before.events() / varianceFactor;
    double outside = (1 - confidence) / 2;
    double low = count == 0 ? 0 : odds(count, countBefore + 1, outside);
    double high =
        countBefore == 0 ? Double.POSITIVE_INFINITY : 1 / odds(countBefore, count + 1, outside);
    return Optional.of(
        new RateRatio(count / countBefore * unit, new Interval(low * unit, high * unit)));
  }

  /** Odds of the lower bound of a probability. */
  private static double odds(double successes, double failures, double outside) {
    double bound = BetaDistribution.of(successes, failures).inverseCumulativeProbability(outside);
    return bound / (1 - bound);
  }
}
