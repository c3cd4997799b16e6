package dev.groundswell.pipelines.trend.statistics;

/**
 * What counts tell of the dispersion of a negative binomial, by moments: (count - mean)^2 - mean is
 * dispersion * mean^2 on average, and the sum of the former over that of the latter estimates it.
 *
 * @param excess sum of weighted squares beyond those of a Poisson
 * @param squares sum of weighted squared means
 */
record Dispersion(double excess, double squares) {

  /**
   * Where all is in a few bursts, a count of one is already surprising, so that no more than that
   * would ever be learned; beyond it the rate has been mistaken.
   */
  private static final double LARGEST = 10;

  static final Dispersion UNKNOWN = new Dispersion(0, 0);

  /**
   * What one count tells. Its weight, 1 / (1 + mean)^2, lets no count tell more than one; and less
   * where the mean is uncertain, for there its error is more than counts vary (by a factor that was
   * chosen, not derived).
   *
   * @param spread squared relative standard deviation of what is known of the mean
   */
  static Dispersion of(long count, double mean, double spread) {
    double deviation = count - mean;
    double scale = (1 + mean) * (1 + 4 * spread);
    return new Dispersion(
        (deviation * deviation - mean - spread * mean * mean) / (scale * scale),
        mean * mean / (scale * scale));
  }

  Dispersion plus(Dispersion other) {
    return new Dispersion(excess + other.excess, squares + other.squares);
  }

  /** What is left of it, and no more than the largest dispersion. */
  Dispersion aged(double remaining) {
    return new Dispersion(Math.min(excess, LARGEST * squares) * remaining, squares * remaining);
  }

  /**
   * The estimate, if as much as {@code strength} counts was known before that had the prior one.
   */
  double estimate(double prior, double strength) {
    return Math.max(0, (strength * prior + excess) / (strength + squares));
  }
}
