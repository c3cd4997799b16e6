package dev.groundswell.pipelines.trend.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What count is expected of a tick, and how surprising another is: a negative binomial, which is a
 * Poisson whose rate itself varies. Its variance is mean + dispersion * mean^2 (NB2: Cameron and
 * Trivedi, Regression Analysis of Count Data, 1998); with dispersion 0 it is Poisson. Where the
 * mean is not quite known, probabilities are averages over what it may be ({@link UncertainTail}).
 *
 * @param mean expected count; positive
 * @param dispersion squared relative standard deviation of the rate; 0 is Poisson, 1 exponential
 * @param spread squared relative standard deviation of what is known of the mean; 0 is exactly
 */
public record NegativeBinomialSurprise(double mean, double dispersion, double spread) {

  /** Beyond it 1 - p is no longer told from 1. */
  private static final double LARGEST_RESIDUAL = 8;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * @throws IllegalArgumentException if the mean is not positive, or dispersion or spread negative
   */
  public NegativeBinomialSurprise {
    Arguments.positive("mean", mean);
    Arguments.notNegative("dispersion", dispersion);
    Arguments.notNegative("spread", spread);
  }

  /** One whose mean is known. */
  public NegativeBinomialSurprise(double mean, double dispersion) {
    this(mean, dispersion, 0);
  }

  /** Variance of the count. */
  public double variance() {
    return mean + moments() * mean * mean;
  }

  /**
   * -log10 P(X &gt;= count), in decades: finite and 0 or more for every count. This p-value is the
   * one to control false discoveries by: counts are discrete, so that it is too large rather than
   * too small, and a promise that is made of it holds if mean, dispersion and spread do. A mid-p
   * value is up to half of it and would break the promise in sparse cells, where P(X &gt;= 1) is
   * all P(X = 1); a randomised one would open other shifts in a replay.
   */
  public double surprise(long count) {
    Arguments.notNegative("count", count);
    return upperTail().decades((double) count);
  }

  /**
   * Whether the surprise is {@code decades} or more. That half of what the mean may be which is
   * above its median makes the count more likely than the median does, so that the median's tail
   * mostly tells that it is not, and the average need not be taken.
   */
  public boolean isSurprising(long count, double decades) {
    Arguments.notNegative("count", count);
    UncertainTail tail = upperTail();
    return tail.mostDecades((double) count) >= decades && tail.decades((double) count) >= decades;
  }

  /**
   * The count as a standard normal score, z with P(Z &gt;= z) = the mid-p value P(X &gt; count) +
   * P(X = count) / 2 (Lancaster, JASA 56, 1961; quantile residuals: Dunn and Smyth, Journal of
   * Computational and Graphical Statistics 5, 1996), within 8 on either side. A sum of scores needs
   * values in the middle, not bounds, and (count - mean) / deviation is so skewed where counts are
   * small that a CUSUM of it alarms at a single event. Where the mean is uncertain it is a score of
   * the negative binomial of the same mean and variance: the two differ far out, where a score
   * hardly adds to a sum, and the average would take a hundred times as long.
   */
  public double residual(long count) {
    Arguments.notNegative("count", count);
    UpperTail tail = new UpperTail(mean, moments());
    double reached = tail.probability((double) count);
    double passed = tail.probability(count + 1.0);
    double score = NORMAL.inverseSurvivalProbability((reached + passed) / 2);
    return Math.max(-LARGEST_RESIDUAL, Math.min(score, LARGEST_RESIDUAL));
  }

  /**
   * The count, or the least one that is as surprising as {@code decades} if that is less; where the
   * mean is uncertain, as surprising to the negative binomial of the same mean and variance.
   */
  public long clip(long count, double decades) {
    Arguments.notNegative("count", count);
    UpperTail tail = new UpperTail(mean, moments());
    if (tail.decades((double) count) <= decades) {
      return count;
    }
    long below = 0;
    long above = count;
    while (above - below > 1) {
      long middle = below + (above - below) / 2;
      if (tail.decades((double) middle) < decades) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return above;
  }

  /** The dispersion of a negative binomial of the same mean and variance. */
  private double moments() {
    return dispersion + spread + dispersion * spread;
  }

  private UncertainTail upperTail() {
    return new UncertainTail(mean, dispersion, spread);
  }
}
