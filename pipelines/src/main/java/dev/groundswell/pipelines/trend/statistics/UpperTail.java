package dev.groundswell.pipelines.trend.statistics;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * P(X &gt;= x) of a negative binomial: I_y(x, 1/k) with y = k mean / (1 + k mean), k being the
 * dispersion (Abramowitz and Stegun, 1964, 26.5.26), and P(x, mean) for Poisson (26.4.21), where I
 * and P are the regularised beta and gamma functions. Far out, where these lose their digits and
 * then doubles end, it is summed in logarithms: the probability of x, times the sum of the ratios
 * of those that follow to it. Counts are doubles, exact up to 2^53.
 */
record UpperTail(double mean, double dispersion) {

  /** Above the mean, tails of counts that are less likely are summed in logarithms. */
  private static final double SMALLEST_LOG_PROBABILITY = -100;

  /** Below it nothing tells it from Poisson, and its inverse is beyond the formulas. */
  private static final double SMALLEST_DISPERSION = 1e-12;

  /**
   * After so many terms the rest is a geometric series, to less than 0.001 decades where dispersion
   * * mean is small.
   */
  private static final int MOST_TERMS = 10_000;

  /** -log10 of it: finite, and 0 or more. */
  double decades(double count) {
    double logProbability = count > mean ? logProbability(count) : 0;
    if (logProbability < SMALLEST_LOG_PROBABILITY) {
      return -(logProbability + logFollowing(count)) / Math.log(10);
    }
    return 0.0 - Math.log10(probability(count));
  }

  /** The probability, which far out is 0 or has few digits. */
  double probability(double count) {
    if (count == 0) {
      return 1;
    }
    if (isPoisson()) {
      return RegularizedGamma.P.value(count, mean);
    }
    // The smaller of y and 1 - y, for the other has lost its digits.
    double clustered = dispersion * mean;
    return clustered < 1
        ? RegularizedBeta.value(clustered / (1 + clustered), count, 1 / dispersion)
        : RegularizedBeta.complement(1 / (1 + clustered), 1 / dispersion, count);
  }

  private boolean isPoisson() {
    return dispersion < SMALLEST_DISPERSION;
  }

  /** log P(X = count). */
  private double logProbability(double count) {
    if (isPoisson()) {
      return count * Math.log(mean) - mean - LogGamma.value(count + 1);
    }
    double clustered = dispersion * mean;
    double size = 1 / dispersion;
    double logOdds =
        clustered < 1
            ? Math.log(dispersion) + Math.log(mean) - Math.log1p(clustered)
            : -Math.log1p(1 / clustered);
    return count * logOdds
        - size * Math.log1p(clustered)
        - Math.log(count)
        - LogBeta.value(count, size);
  }

  /** log(P(X &gt;= count) / P(X = count)) for counts above the mean. */
  private double logFollowing(double count) {
    double sum = 1;
    double term = 1;
    for (int i = 1; i <= MOST_TERMS && term > 1e-17 * sum; i++) {
      double ratio = ratio(count + i);
      term *= ratio;
      sum += i < MOST_TERMS ? term : term / (1 - ratio);
    }
    return Math.log(sum);
  }

  /** P(X = count) / P(X = count - 1). */
  private double ratio(double count) {
    return mean / count * (1 + dispersion * (count - 1)) / (1 + dispersion * mean);
  }
}
