package dev.groundswell.local.trends;

import dev.groundswell.local.recorded.SeriesRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rule that everybody writes first: a tick is unusual if it has more than the mean of the first
 * week's ticks and three of their standard deviations. An onset is the end of a tick that is
 * unusual behind one that is not.
 */
final class ThreeSigma {

  private static final double SIGMAS = 3;

  private ThreeSigma() {}

  /** Onsets after the warm-up, from which the rule has its bar. */
  static List<Instant> onsets(List<SeriesRow> rows, TickLength tick, Duration warmUp) {
    TreeMap<Long, Long> ticks = new TreeMap<>();
    rows.forEach(row -> ticks.merge(tick.end(row.time()), row.value(), Long::sum));
    long learned = ticks.firstKey() + warmUp.toMillis();
    double bar = bar(ticks.headMap(learned).values().stream().mapToLong(Long::longValue).toArray());
    List<Instant> onsets = new ArrayList<>();
    boolean isOpen = false;
    for (Map.Entry<Long, Long> each : ticks.tailMap(learned).entrySet()) {
      boolean isUnusual = each.getValue() > bar;
      if (isUnusual && !isOpen) {
        onsets.add(Instant.ofEpochMilli(each.getKey()));
      }
      isOpen = isUnusual;
    }
    return onsets;
  }

  private static double bar(long[] counts) {
    double sum = 0;
    for (long count : counts) {
      sum += count;
    }
    double mean = sum / counts.length;
    double squares = 0;
    for (long count : counts) {
      squares += (count - mean) * (count - mean);
    }
    return mean + SIGMAS * Math.sqrt(squares / (counts.length - 1));
  }
}
