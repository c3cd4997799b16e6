package dev.groundswell.pipelines.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Nothing disappears: what reached a stage equals what became of it. The law holds for the sums
 * over all subtasks at every checkpoint, and when a job has been drained.
 */
public final class ConservationLaw {

  private static final List<Clause> CLAUSES =
      List.of(
          clause(Entry.ITEMS, Entry.VALID, Entry.IGNORED, Entry.REJECTED),
          clause(Entry.VALID, Entry.UNIQUE, Entry.DUPLICATE),
          clause(Entry.UNIQUE, Entry.ON_TIME, Entry.LATE, Entry.PARTS, Entry.VERDICTS),
          clause(Entry.PARTS, Entry.RECEIVED),
          clause(
              Entry.RECEIVED,
              Entry.CALLS,
              Entry.COMPLETING,
              Entry.UNUSED,
              Entry.ORPHANS,
              Entry.HELD),
          clause(Entry.CALLS, Entry.TIMELY_CALLS, Entry.LATE_CALLS),
          clause(Entry.VERDICTS, Entry.ARRIVED),
          clause(Entry.ARRIVED, Entry.JOINED, Entry.UNJOINED, Entry.PENDING),
          clause(Entry.ARRIVED, Entry.TIMELY_VERDICTS, Entry.LATE_VERDICTS, Entry.PENDING),
          clause(Entry.CHANGES, Entry.ACCEPTED, Entry.UNCHANGED, Entry.REFUSED),
          clause(Entry.EVENTS, Entry.ON_TIME, Entry.TIMELY_CALLS, Entry.TIMELY_VERDICTS),
          clause(Entry.EVENTS, Entry.BENIGN, Entry.GROUPLESS, Entry.MATCHED),
          clause(Entry.SHIPPED, Entry.MATCHES),
          clause(
              Entry.MATCHES,
              Entry.TAKEN,
              Entry.WAITING,
              Entry.DUPLICATE_EVIDENCE,
              Entry.LATE_MATCHES),
          clause(Entry.DETECTED, Entry.DETECTIONS),
          clause(Entry.DETECTIONS, Entry.NOTIFIED, Entry.SUPPRESSED, Entry.SHADOW),
          clause(Entry.CONTRIBUTIONS, Entry.NOTIFIED, Entry.SUPPRESSED),
          clause(
              Entry.CONTRIBUTIONS,
              Entry.ACTORLESS,
              Entry.UNWEIGHED,
              Entry.WEIGHED,
              Entry.AFTERMATH),
          clause(Entry.ADDRESSED, Entry.NAMED, Entry.UNNAMED),
          clause(Entry.BUNDLES, Entry.NAMED, Entry.UNNAMED),
          clause(Entry.BUNDLES, Entry.MERGED, Entry.TOO_LATE),
          clause(Entry.PANES, Entry.JUDGED, Entry.UNEXPOSED, Entry.KNOWN, Entry.UNJUDGED),
          clause(Entry.OPENED, Entry.CLOSED, Entry.OPEN));

  private ConservationLaw() {}

  /** Every clause that the books break, in words and with both figures; empty if the law holds. */
  public static List<String> violations(Map<Entry, Long> books) {
    List<String> violations = new ArrayList<>();
    for (Clause clause : CLAUSES) {
      long whole = books.getOrDefault(clause.whole(), 0L);
      long parts = clause.parts().stream().mapToLong(part -> books.getOrDefault(part, 0L)).sum();
      if (whole != parts) {
        violations.add("%s: %d is not %d".formatted(clause, whole, parts));
      }
    }
    return violations;
  }

  private static Clause clause(Entry whole, Entry... parts) {
    return new Clause(whole, List.of(parts));
  }

  private record Clause(Entry whole, List<Entry> parts) {

    @Override
    public String toString() {
      return whole.result()
          + " = "
          + String.join(" + ", parts.stream().map(Entry::result).toList());
    }
  }
}
