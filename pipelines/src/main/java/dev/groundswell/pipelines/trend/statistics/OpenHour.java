package dev.groundswell.pipelines.trend.statistics;

/**
 * The hour that is being counted.
 *
 * @param events counted in its ticks
 * @param exposure of its ticks
 * @param ofParent events that they would have had at the parent's rate
 * @param dispersion what its ticks tell of that
 */
record OpenHour(double events, Exposure exposure, double ofParent, Dispersion dispersion) {

  static final OpenHour EMPTY = new OpenHour(0, Exposure.NONE, 0, Dispersion.UNKNOWN);

  OpenHour plus(double tickEvents, double tickExposure, double parentRate, Dispersion ofTick) {
    return new OpenHour(
        events + tickEvents,
        exposure.plus(Exposure.of(tickExposure)),
        ofParent + parentRate * tickExposure,
        dispersion.plus(ofTick));
  }

  boolean isEmpty() {
    return exposure.sum() == 0;
  }

  /** The parent's rate while it was counted. */
  double parentRate() {
    return ofParent / exposure.sum();
  }

  /** Dispersion of its sum, if its ticks have this one and vary independently. */
  double dispersionOfSum(double ofTicks) {
    return ofTicks * exposure.ofTick() / exposure.sum();
  }
}
