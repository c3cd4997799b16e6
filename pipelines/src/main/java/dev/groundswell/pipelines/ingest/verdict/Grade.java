package dev.groundswell.pipelines.ingest.verdict;

/**
 * What a detector says of a finding beside its category: how bad it is, or how sure the detector
 * is. One is never derived from the other.
 *
 * @param severity 0 (none) to 10, the end of the provider's own scale; null where it grades none
 * @param score 0 to 1, larger is surer; null where the provider does not say how sure it is
 */
record Grade(Integer severity, Double score) {

  private static final int MOST_SEVERE = 10;

  static final Grade NONE = new Grade(null, null);

  /** How bad it is, as a share of the provider's scale, 0 to 1. */
  static Grade ofSeverity(double share) {
    return new Grade(Math.toIntExact(Math.round(share * MOST_SEVERE)), null);
  }

  /** How sure the detector is, 0 to 1. */
  static Grade ofConfidence(double confidence) {
    return new Grade(null, confidence);
  }
}
