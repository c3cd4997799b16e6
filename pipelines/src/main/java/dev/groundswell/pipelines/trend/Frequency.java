package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.FrequentItem;
import dev.groundswell.schemas.FrequentItems;
import dev.groundswell.schemas.ItemCount;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is there often: counts of 16 items; one more takes 1 from each, and itself (Misra and Gries,
 * Finding Repeated Elements, 1982), and so do those that are too many when sums are made (Agarwal
 * et al., Mergeable Summaries, 2012). Exact while there are no more than 16; a count is too small
 * by a 17th of all at most, so that whatever is there more often than that is found. What else is
 * kept depends on the order of adding, the bounds hold in any.
 */
final class Frequency {

  private static final int KEPT = 16;
  private static final int TOLD = 3;

  private static final Comparator<FrequentItem> BY_COUNT =
      Comparator.comparingLong(FrequentItem::getAtLeast)
          .reversed()
          .thenComparing(FrequentItem::getValue);

  private final Map<String, Long> counts = new HashMap<>();
  private long total;
  private long error;

  private Frequency() {}

  static Frequency none() {
    return new Frequency();
  }

  /** Of what was counted before; null is nothing. */
  static Frequency of(FrequentItems items) {
    Frequency frequency = none();
    if (items != null) {
      frequency.add(items);
    }
    return frequency;
  }

  void add(String item) {
    total++;
    if (counts.containsKey(item) || counts.size() < KEPT) {
      counts.merge(item, 1L, Long::sum);
    } else {
      take(1);
    }
  }

  private void add(FrequentItems items) {
    items.getCounts().forEach(item -> counts.merge(item.getValue(), item.getCount(), Long::sum));
    total += items.getTotal();
    error += items.getError();
    counts.values().stream()
        .sorted(Collections.reverseOrder())
        .skip(KEPT)
        .findFirst()
        .ifPresent(this::take);
  }

  private void take(long fromEach) {
    error += fromEach;
    counts.values().removeIf(count -> count <= fromEach);
    counts.replaceAll((item, count) -> count - fromEach);
  }

  /** What is in either; null is nothing. */
  static FrequentItems sum(FrequentItems one, FrequentItems other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    Frequency sum = of(one);
    sum.add(other);
    return sum.itemsOrNull();
  }

  /** How often anything was there. */
  long total() {
    return total;
  }

  /** At most so often any one was there. */
  long mostOfOne() {
    return error + counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /**
   * The three most frequent of those that were there more than once, and more than every tenth
   * time, for certain: where all were there once each, none is.
   */
  List<FrequentItem> top() {
    long least = Math.max(1, total / 10) + 1;
    return counts.entrySet().stream()
        .filter(item -> item.getValue() >= least)
        .map(item -> new FrequentItem(item.getKey(), item.getValue(), item.getValue() + error))
        .sorted(BY_COUNT)
        .limit(TOLD)
        .toList();
  }

  /** As it is kept; null if nothing was there. */
  FrequentItems itemsOrNull() {
    if (total == 0) {
      return null;
    }
    Stream<ItemCount> kept =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(item -> new ItemCount(item.getKey(), item.getValue()));
    return new FrequentItems(total, error, kept.toList());
  }
}
