package dev.groundswell.pipelines.trend.statistics;

/**
 * All that a baseline knows.
 *
 * @param hour since the epoch, that is being counted; of those before, all is in the sums
 * @param thisHour what was counted in it
 * @param thisHoursDispersion and how it varied
 * @param dispersion of the hours before
 * @param hours sums of the hours before
 */
record SeasonalSums(
    long hour,
    Rate thisHour,
    Dispersion thisHoursDispersion,
    Dispersion dispersion,
    HoursOfWeek hours) {

  private static final int HEAD = 7;
  private static final int FIGURES = HEAD + 2 * HoursOfWeek.HOURS;

  static SeasonalSums none() {
    return of(new double[FIGURES]);
  }

  static SeasonalSums of(double[] figures) {
    if (figures.length != FIGURES) {
      throw new IllegalArgumentException(
          "a baseline has %d figures, not %d".formatted(FIGURES, figures.length));
    }
    for (double figure : figures) {
      Arguments.number("figure of a baseline", figure);
    }
    return new SeasonalSums(
        (long) figures[0],
        new Rate(figures[1], figures[2]),
        new Dispersion(figures[3], figures[4]),
        new Dispersion(figures[5], figures[6]),
        HoursOfWeek.of(figures, HEAD));
  }

  /** Hour, this hour's rate and dispersion, dispersion, events and exposure by hour of the week. */
  double[] figures() {
    double[] figures = new double[FIGURES];
    figures[0] = hour;
    figures[1] = thisHour.events();
    figures[2] = thisHour.exposure();
    figures[3] = thisHoursDispersion.excess();
    figures[4] = thisHoursDispersion.squares();
    figures[5] = dispersion.excess();
    figures[6] = dispersion.squares();
    hours.copyTo(figures, HEAD);
    return figures;
  }

  /** These, with a tick of this hour. */
  SeasonalSums plus(Rate tick, Dispersion ofTick) {
    Rate counted =
        new Rate(thisHour.events() + tick.events(), thisHour.exposure() + tick.exposure());
    return new SeasonalSums(hour, counted, thisHoursDispersion.plus(ofTick), dispersion, hours);
  }

  /** These in a later hour, with what of this one is learned. */
  SeasonalSums at(long later, Rate learned, Learning learning) {
    if (later < hour) {
      throw new IllegalArgumentException(
          "hour %d since the epoch is before hour %d, which the baseline has come to"
              .formatted(later, hour));
    }
    double remaining = learning.remaining((later - hour) / (double) HoursOfWeek.HOURS);
    return new SeasonalSums(
        later,
        new Rate(0, 0),
        Dispersion.UNKNOWN,
        dispersion.plus(thisHoursDispersion).aged(remaining),
        hours.after(hour, learned, later, learning));
  }
}
