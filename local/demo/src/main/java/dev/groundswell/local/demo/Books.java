package dev.groundswell.local.demo;

import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.DeadLetterReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The monitor's books, as a job's accumulators carry them.
 *
 * @param accumulators figures by name
 */
record Books(Map<String, Long> accumulators) {

  long of(Entry entry) {
    return accumulators.getOrDefault(entry.accumulator(), 0L);
  }

  Map<Entry, Long> all() {
    Map<Entry, Long> all = new EnumMap<>(Entry.class);
    for (Entry entry : Entry.values()) {
      all.put(entry, of(entry));
    }
    return all;
  }

  /** Refused items by reason; no reason without a refusal. */
  Map<String, Long> rejectedByReason() {
    Map<String, Long> rejected = new TreeMap<>();
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      long count = accumulators.getOrDefault(StageLedger.accumulator(reason), 0L);
      if (count > 0) {
        rejected.put(reason.name(), count);
      }
    }
    return rejected;
  }
}
