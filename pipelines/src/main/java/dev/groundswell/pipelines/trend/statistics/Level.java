package dev.groundswell.pipelines.trend.statistics;

/**
 * What is known of a rate: a Gamma distribution.
 *
 * @param rate its mean, events per unit of exposure
 * @param spread its squared relative standard deviation
 */
record Level(double rate, double spread) {

  /**
   * What is known of a rate of which this is the prior, given what was counted.
   *
   * @param strength events that the prior is worth: 1 / spread if such rates spread by so much
   *     around it
   * @param varianceFactor as many counts as tell as much as one of a Poisson would
   */
  Level of(double strength, Rate counted, double varianceFactor) {
    return of(strength, strength / rate, counted, varianceFactor);
  }

  /**
   * The same of a rate that may be many times its prior: if more was counted, the prior is worth a
   * quarter of it at most, or it would hold down a rate ten thousand times as high for months.
   */
  Level ofOutlier(double strength, Rate counted, double varianceFactor) {
    boolean isAbove = counted.events() > rate * counted.exposure();
    double quarter = counted.exposure() / varianceFactor / 4;
    double priorExposure = strength / rate;
    return of(
        strength,
        isAbove ? Math.min(priorExposure, quarter) : priorExposure,
        counted,
        varianceFactor);
  }

  private Level of(double strength, double priorExposure, Rate counted, double varianceFactor) {
    double events = counted.events() / varianceFactor;
    double exposure = counted.exposure() / varianceFactor;
    double priorWeight = priorExposure / (priorExposure + exposure);
    return new Level(
        (priorExposure * rate + events) / (priorExposure + exposure),
        1 / (strength + events) + priorWeight * priorWeight * spread);
  }
}
