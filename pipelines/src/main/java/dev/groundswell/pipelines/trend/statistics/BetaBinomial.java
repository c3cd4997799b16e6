package dev.groundswell.pipelines.trend.statistics;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How many of some have a property, where the share that has it is known from others: the
 * beta-binomial, a binomial whose probability is Beta(alpha, beta) (Skellam, Journal of the Royal
 * Statistical Society B 10, 1948; Gelman et al., Bayesian Data Analysis, 3rd ed., 2.1), P(X = k) =
 * C(n, k) B(k + alpha, n - k + beta) / B(alpha, beta).
 *
 * @param alpha those that had it, and one more before any was seen; positive
 * @param beta those that had not, and one more before any was seen; positive
 */
public record BetaBinomial(double alpha, double beta) {

  /** Beyond it 1 - p is no longer told from 1. */
  private static final double LARGEST_RESIDUAL = 8;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * @throws IllegalArgumentException if a parameter is not positive
   */
  public BetaBinomial {
    Arguments.positive("alpha", alpha);
    Arguments.positive("beta", beta);
  }

  /** Share that is expected to have it; between 0 and 1. */
  public double mean() {
    return alpha / (alpha + beta);
  }

  /**
   * -log10 P(X &gt;= count) of so many, in decades.
   *
   * @throws IllegalArgumentException unless 0 &lt;= count &lt;= of
   */
  public double surprise(long count, long of) {
    check(count, of);
    return count == 0 ? 0 : 0.0 - logTail((double) count, (double) of) / Math.log(10);
  }

  /**
   * The count as a standard normal score by its mid-p value, within 8 on either side: see {@link
   * NegativeBinomialSurprise#residual}.
   *
   * @throws IllegalArgumentException unless 0 &lt;= count &lt;= of
   */
  public double residual(long count, long of) {
    check(count, of);
    double reached = count == 0 ? 1 : Math.exp(logTail((double) count, (double) of));
    double passed = count == of ? 0 : Math.exp(logTail(count + 1.0, (double) of));
    double score = NORMAL.inverseSurvivalProbability(Math.min(1, (reached + passed) / 2));
    return Math.max(-LARGEST_RESIDUAL, Math.min(score, LARGEST_RESIDUAL));
  }

  private static void check(long count, long of) {
    Arguments.notNegative("count", count);
    Arguments.notNegative("of how many", of - count);
  }

  /** log P(X &gt;= count): the first term in logarithms, times the sum of those after it to it. */
  private double logTail(double count, double of) {
    double sum = 1;
    double term = 1;
    for (double k = count; k < of; k++) {
      term *= ratio(k, of);
      sum += term;
    }
    return Math.min(0, logProbability(count, of) + Math.log(sum));
  }

  /** P(X = k + 1) / P(X = k). */
  private double ratio(double k, double of) {
    return (of - k) / (k + 1) * (k + alpha) / (of - k - 1 + beta);
  }

  private double logProbability(double k, double of) {
    return LogBeta.value(k + alpha, of - k + beta)
        - LogBeta.value(alpha, beta)
        - LogBeta.value(k + 1, of - k + 1)
        - Math.log1p(of);
  }
}
