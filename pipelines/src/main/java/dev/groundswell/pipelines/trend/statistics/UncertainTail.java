package dev.groundswell.pipelines.trend.statistics;

/**
 * The upper tail of a negative binomial whose mean is not quite known: averaged over a log-normal
 * level of mean 1 and squared relative standard deviation {@code spread}, by the trapezoidal rule
 * over its standard normal logarithm. What is known of a rate are products of Gammas; at the bars
 * that shifts open at, a log-normal of the same spread has the longer upper tail, so that what
 * follows from it is too rarely surprising rather than too often.
 */
record UncertainTail(double mean, double dispersion, double spread) {

  private static final double LEAST_SCORE = -5;
  private static final double LARGEST_SCORE = 8;

  /** Short enough to find the step that the tail of a large Poisson is. */
  private static final double STEP = 0.125;

  /** -log10 of it: finite, and 0 or more. */
  double decades(double count) {
    if (spread == 0 || count == 0) {
      return new UpperTail(mean, dispersion).decades(count);
    }
    // Seen from the largest term, which may be below what doubles hold.
    double largest = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (double score = LEAST_SCORE; score <= LARGEST_SCORE; score += STEP) {
      double decades = at(score).decades(count) - Math.log10(weight(score));
      if (decades < largest) {
        sum = sum * Math.pow(10, decades - largest) + 1;
        largest = decades;
      } else {
        sum += Math.pow(10, largest - decades);
      }
    }
    return Math.max(0, largest - Math.log10(sum));
  }

  /** No less than {@link #decades}, from the tail at the median of the level alone. */
  double mostDecades(double count) {
    return at(0).decades(count) + Math.log10(2);
  }

  private UpperTail at(double score) {
    double variance = Math.log1p(spread);
    return new UpperTail(mean * Math.exp(Math.sqrt(variance) * score - variance / 2), dispersion);
  }

  private static double weight(double score) {
    return STEP * Math.exp(-score * score / 2) / Math.sqrt(2 * Math.PI);
  }
}
