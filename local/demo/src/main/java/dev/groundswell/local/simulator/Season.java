package dev.groundswell.local.simulator;

import java.time.Duration;

/**
 * How much busier than on average an hour of the week is: nights are quiet, and so are two days in
 * seven. Weeks are counted from the start of a history, so that the same seed tells the same story
 * whenever it is run.
 */
final class Season {

  private static final long WEEK_MS = Duration.ofDays(7).toMillis();
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** By how much the busiest hour of a day is above its mean, and the quietest below. */
  private static final double SWING = 0.6;

  private static final int WORKING_DAYS = 5;
  private static final double DAY_OFF = 0.6;
  private static final double MEAN = (WORKING_DAYS + 2 * DAY_OFF) / 7;

  private Season() {}

  /** The factor, whose mean over a week is 1. */
  static double factor(long sinceStartMs) {
    long ofWeek = Math.floorMod(sinceStartMs, WEEK_MS);
    double ofDay = (double) (ofWeek % DAY_MS) / DAY_MS;
    double daily = 1 - SWING * StrictMath.cos(2 * Math.PI * ofDay);
    boolean isWorkingDay = ofWeek / DAY_MS < WORKING_DAYS;
    return (isWorkingDay ? daily : daily * DAY_OFF) / MEAN;
  }
}
