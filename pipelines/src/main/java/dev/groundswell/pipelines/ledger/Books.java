package dev.groundswell.pipelines.ledger;

import dev.groundswell.schemas.DeadLetterReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The books of all stages and subtasks, as a job's accumulators carry them.
 *
 * @param accumulators figures by name; others may be among them
 */
public record Books(Map<String, ?> accumulators) {

  /** What was counted; 0 for nothing. */
  public long of(Entry entry) {
    return count(entry.accumulator());
  }

  /** Refused items by reason; 0 for nothing. */
  public long rejected(DeadLetterReason reason) {
    return count(StageLedger.accumulator(reason));
  }

  /** All figures, for the {@link ConservationLaw}. */
  public Map<Entry, Long> all() {
    Map<Entry, Long> all = new EnumMap<>(Entry.class);
    for (Entry entry : Entry.values()) {
      all.put(entry, of(entry));
    }
    return all;
  }

  /** Refused items by reason; no reason without a refusal. */
  public Map<String, Long> rejectedByReason() {
    Map<String, Long> rejected = new TreeMap<>();
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      long count = rejected(reason);
      if (count > 0) {
        rejected.put(reason.name(), count);
      }
    }
    return rejected;
  }

  private long count(String accumulator) {
    return accumulators.get(accumulator) instanceof Long count ? count : 0;
  }
}
