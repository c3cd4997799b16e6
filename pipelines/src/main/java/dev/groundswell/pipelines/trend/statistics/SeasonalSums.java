package dev.groundswell.pipelines.trend.statistics;

/**
 * All that a baseline knows.
 *
 * @param hour since the epoch, that is being counted; of those before, all is in the sums
 * @param open what was counted in it
 * @param dispersion of the hours before
 * @param exposure of the ticks of the hours before
 * @param hours sums of the hours before
 */
record SeasonalSums(
    long hour, OpenHour open, Dispersion dispersion, Exposure exposure, HoursOfWeek hours) {

  /** Of the figures; another one has other figures. */
  private static final int FORMAT = 1;

  private static final int FIGURES = 12;

  static SeasonalSums none() {
    double[] figures = new double[FIGURES];
    figures[0] = FORMAT;
    return of(figures, new double[HoursOfWeek.FIGURES]);
  }

  static SeasonalSums of(double[] figures, double[] hoursOfWeek) {
    check(figures, hoursOfWeek);
    return new SeasonalSums(
        (long) figures[1],
        new OpenHour(
            figures[2],
            new Exposure(figures[3], figures[4]),
            figures[5],
            new Dispersion(figures[6], figures[7])),
        new Dispersion(figures[8], figures[9]),
        new Exposure(figures[10], figures[11]),
        HoursOfWeek.of(hoursOfWeek));
  }

  private static void check(double[] figures, double[] hoursOfWeek) {
    if (figures.length != FIGURES
        || hoursOfWeek.length != HoursOfWeek.FIGURES
        || figures[0] != FORMAT) {
      throw new IllegalArgumentException(
          "a baseline has %d and %d figures of format %d"
              .formatted(FIGURES, HoursOfWeek.FIGURES, FORMAT));
    }
    if (figures[1] != Math.rint(figures[1])) {
      throw new IllegalArgumentException("hour is %s, it takes a whole one".formatted(figures[1]));
    }
    for (int i = 0; i < figures.length; i++) {
      // An hour may be before the epoch, and counts may vary less than Poisson.
      if (i == 1 || i == 6 || i == 8) {
        Arguments.number("figure of a baseline", figures[i]);
      } else {
        Arguments.notNegative("figure of a baseline", figures[i]);
      }
    }
    for (double figure : hoursOfWeek) {
      Arguments.notNegative("figure of a baseline", figure);
    }
  }

  /**
   * The format; the hour; its events, exposure, squares of that, events of the parent, excess and
   * squares of the dispersion; excess and squares of the hours before, their exposure and its
   * squares.
   */
  double[] hourFigures() {
    double[] figures = new double[FIGURES];
    figures[0] = FORMAT;
    figures[1] = hour;
    figures[2] = open.events();
    figures[3] = open.exposure().sum();
    figures[4] = open.exposure().squares();
    figures[5] = open.ofParent();
    figures[6] = open.dispersion().excess();
    figures[7] = open.dispersion().squares();
    figures[8] = dispersion.excess();
    figures[9] = dispersion.squares();
    figures[10] = exposure.sum();
    figures[11] = exposure.squares();
    return figures;
  }

  /** These, with more of this hour. */
  SeasonalSums with(OpenHour more) {
    return new SeasonalSums(hour, more, dispersion, exposure, hours);
  }

  /** These in a later hour, with the events that are learned of this one. */
  SeasonalSums at(long later, double learned, Learning learning) {
    if (later < hour) {
      throw new IllegalArgumentException(
          "hour %d since the epoch is before hour %d, which the baseline has come to"
              .formatted(later, hour));
    }
    double remaining = learning.remaining((later - hour) / (double) HoursOfWeek.HOURS);
    return new SeasonalSums(
        later,
        OpenHour.EMPTY,
        dispersion.plus(open.dispersion()).aged(remaining),
        exposure.plus(open.exposure()).times(remaining),
        hours.after(hour, new Rate(learned, open.exposure().sum()), later, learning));
  }
}
