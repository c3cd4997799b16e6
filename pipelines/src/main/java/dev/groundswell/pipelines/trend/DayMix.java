package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.ExposedMix;
import java.util.List;

/**
 * A technique's actors over the targets of a kind, of a day and of the full days before it.
 *
 * @param start milliseconds since the epoch
 * @param end exclusive, milliseconds since the epoch
 * @param isWeekKnown whether these are seven
 * @param targets those that were watched on all of these days
 */
record DayMix(long start, long end, boolean isWeekKnown, List<OfTarget> targets) {

  /**
   * What a target had.
   *
   * @param actors of the day
   * @param exposure requests of the day
   * @param before distinct actors of each day before, added up
   * @param exposureBefore requests of the days before
   */
  record OfTarget(String target, Actors actors, long exposure, long before, long exposureBefore) {

    ExposedMix.Counted counted() {
      return new ExposedMix.Counted(
          target,
          (double) actors.count(),
          (double) exposure,
          (double) before,
          (double) exposureBefore);
    }
  }
}
