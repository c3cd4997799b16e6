package dev.groundswell.pipelines.trend.statistics;

/**
 * How alike scores of neighbouring ticks are: whoever stays for an hour is counted twelve times.
 * With a first-order autocorrelation r sums of scores vary (1 + r) / (1 - r) times as much as those
 * of independent ones (Bayley and Hammersley, Supplement to the Journal of the Royal Statistical
 * Society 8, 1946), and what is made for these takes scores that are divided by the root of that.
 *
 * @param last score
 * @param products sum of products of neighbours, older ones less
 * @param squares sum of squares, older ones less
 */
public record Persistence(double last, double products, double squares) {

  /** Before the first score. */
  public static final Persistence UNKNOWN = new Persistence(0, 0, 0);

  /** After a week a score counts half. */
  private static final double REMAINING = Math.pow(2, -1 / 2016.0);

  /** What is assumed of neighbours, and as many squares as it is worth. */
  private static final double PRIOR = 0.5;

  private static final double STRENGTH = 20;
  private static final double LARGEST = 0.98;

  /** With one more score. */
  public Persistence after(double score) {
    return new Persistence(
        score, products * REMAINING + last * score, squares * REMAINING + score * score);
  }

  /** The autocorrelation; 0 or more. */
  double correlation() {
    double estimate = (STRENGTH * PRIOR + products) / (STRENGTH + squares);
    return Math.max(0, Math.min(estimate, LARGEST));
  }

  /** A score as it may be added up as if it did not depend on the one before. */
  public double independent(double score) {
    return score * Math.sqrt((1 - correlation()) / (1 + correlation()));
  }
}
