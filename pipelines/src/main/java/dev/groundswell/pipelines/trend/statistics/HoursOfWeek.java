package dev.groundswell.pipelines.trend.statistics;

import java.util.Arrays;

/**
 * Events and exposure by hour of the week, older weeks less. Hours are those since the epoch modulo
 * a week: the first is Thursday, 0:00 UTC. Immutable.
 */
final class HoursOfWeek {

  static final int HOURS = 168;
  static final int FIGURES = 2 * HOURS;
  private static final int HOURS_OF_DAY = 24;

  /** Cells differ by all of their parent's rate, hours of a day by half, the days' by a quarter. */
  private static final double CELL_STRENGTH = 1;

  private static final double HOUR_OF_DAY_STRENGTH = 4;
  private static final double HOUR_OF_WEEK_STRENGTH = 16;

  private final double[] events;
  private final double[] exposure;

  private HoursOfWeek(double[] events, double[] exposure) {
    this.events = events;
    this.exposure = exposure;
  }

  static HoursOfWeek of(double[] figures) {
    return new HoursOfWeek(
        Arrays.copyOf(figures, HOURS), Arrays.copyOfRange(figures, HOURS, FIGURES));
  }

  /** Events and then exposure. */
  double[] figures() {
    double[] figures = Arrays.copyOf(events, FIGURES);
    System.arraycopy(exposure, 0, figures, HOURS, HOURS);
    return figures;
  }

  /**
   * These, with what is learned of an hour, seen from a later one: an hour of the week is forgotten
   * a week when it comes again.
   */
  HoursOfWeek after(long hour, Rate learned, long later, Learning learning) {
    double[] laterEvents = events.clone();
    double[] laterExposure = exposure.clone();
    laterEvents[Math.floorMod(hour, HOURS)] += learned.events();
    laterExposure[Math.floorMod(hour, HOURS)] += learned.exposure();
    for (int i = 0; i < HOURS; i++) {
      long times = Math.floorDiv(later - i, HOURS) - Math.floorDiv(hour - i, HOURS);
      double remaining = learning.remaining((double) times);
      laterEvents[i] *= remaining;
      laterExposure[i] *= remaining;
    }
    return new HoursOfWeek(laterEvents, laterExposure);
  }

  /** What is known of the rate at all hours, if that is what is known of the parent's. */
  Level level(Level parent, double varianceFactor) {
    return parent.ofOutlier(CELL_STRENGTH, every(0, 1), varianceFactor);
  }

  /** What is known of the rate at an hour of the week. */
  Level level(Level parent, long hour, double varianceFactor) {
    Rate hourOfDay = every(Math.floorMod(hour, HOURS_OF_DAY), HOURS_OF_DAY);
    Rate hourOfWeek = every(Math.floorMod(hour, HOURS), HOURS);
    return level(parent, varianceFactor)
        .of(HOUR_OF_DAY_STRENGTH, hourOfDay, varianceFactor)
        .of(HOUR_OF_WEEK_STRENGTH, hourOfWeek, varianceFactor);
  }

  private Rate every(int first, int step) {
    double sumOfEvents = 0;
    double sumOfExposure = 0;
    for (int i = first; i < HOURS; i += step) {
      sumOfEvents += events[i];
      sumOfExposure += exposure[i];
    }
    return new Rate(sumOfEvents, sumOfExposure);
  }
}
