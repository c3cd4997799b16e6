package dev.groundswell.pipelines.ledger;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** The books of an operator in a test harness. */
public final class HarnessBooks {

  private HarnessBooks() {}

  /** As they stand now. */
  public static Books of(AbstractStreamOperatorTestHarness<?> harness) {
    Map<String, Object> accumulators = new TreeMap<>();
    harness
        .getEnvironment()
        .getAccumulatorRegistry()
        .getUserMap()
        .forEach((name, counter) -> accumulators.put(name, counter.getLocalValue()));
    return new Books(accumulators);
  }

  /** Those of all entries of a stage, by entry. */
  public static Map<Entry, Long> of(AbstractStreamOperatorTestHarness<?> harness, String stage) {
    Map<Entry, Long> all = new TreeMap<>();
    Books books = of(harness);
    for (Entry entry : Entry.values()) {
      if (entry.stage().equals(stage)) {
        all.put(entry, books.of(entry));
      }
    }
    return all;
  }
}
