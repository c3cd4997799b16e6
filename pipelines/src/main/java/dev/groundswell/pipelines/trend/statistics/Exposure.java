package dev.groundswell.pipelines.trend.statistics;

/**
 * Exposure of ticks.
 *
 * @param sum of the exposures
 * @param squares sum of their squares
 */
record Exposure(double sum, double squares) {

  static final Exposure NONE = new Exposure(0, 0);

  static Exposure of(double tick) {
    return new Exposure(tick, tick * tick);
  }

  Exposure plus(Exposure other) {
    return new Exposure(sum + other.sum, squares + other.squares);
  }

  Exposure times(double weight) {
    return new Exposure(sum * weight, squares * weight);
  }

  /** That of a tick, as a request meets it on average. */
  double ofTick() {
    return sum == 0 ? 0 : squares / sum;
  }
}
