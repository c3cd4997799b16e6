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
   * @param strength events that the prior is worth: 1 / spread^2 if such rates spread by so much
   *     around it
   * @param varianceFactor as many counts as tell as much as one of a Poisson would
   */
  Level of(double strength, Rate counted, double varianceFactor) {
    double events = counted.events() / varianceFactor;
    double exposure = counted.exposure() / varianceFactor;
    double priorExposure = strength / rate;
    double priorWeight = priorExposure / (priorExposure + exposure);
    return new Level(
        (strength + events) / (priorExposure + exposure),
        1 / (strength + events) + priorWeight * priorWeight * spread);
  }
}
