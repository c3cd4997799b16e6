package dev.groundswell.benchmarks;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much is measured.
 *
 * @param warmUps runs of each contestant that do not count
 * @param runs runs that do
 * @param events in the recordings of the contestants that are not naive
 * @param naiveEvents in those of the naive one, by number of rules: it would take hours else
 * @param openings in the recordings of first steps
 */
record Plan(
    int warmUps, int runs, long events, SortedMap<Integer, Long> naiveEvents, int openings) {

  static final Plan FULL =
      new Plan(
          2, 5, 2_000_000, new TreeMap<>(Map.of(1, 200_000L, 10, 60_000L, 100, 10_000L)), 100_000);

  static final Plan QUICK =
      new Plan(1, 3, 200_000, new TreeMap<>(Map.of(1, 40_000L, 10, 6_000L, 100, 1_000L)), 100_000);
}
