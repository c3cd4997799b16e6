package dev.groundswell.local.demo;

import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.ConservationLaw;
import dev.groundswell.pipelines.ledger.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The conservation law of a whole run: the monitor's books, anchored at both ends in counts that
 * the monitor did not make.
 *
 * @param books what the monitor counted
 * @param sent records handed to Kafka by the simulator, by format
 * @param inTelemetry records in the telemetry topic of each format
 * @param ids distinct ids in each topic of results; topics are named as index families are
 * @param refused documents that Elasticsearch refused and the index job wrote dead letters for, by
 *     index
 * @param documents documents in Elasticsearch by index
 */
record EndToEndLaw(
    Books books,
    Map<String, Long> sent,
    Map<String, Long> inTelemetry,
    Map<String, Long> ids,
    Map<String, Long> refused,
    Map<String, Long> documents) {

  private static final String ALERTS = "alerts";
  private static final String AUDIT = "audit";
  private static final String DEAD_LETTERS = "dead-letters";

  /** Every clause that does not hold, with its figures; empty if the law holds. */
  List<String> violations() {
    List<String> violations = new ArrayList<>(ConservationLaw.violations(books.all()));
    inTelemetry.forEach(
        (format, records) ->
            require(
                violations,
                "sent = in the telemetry topic of " + format,
                sent.getOrDefault(format, 0L),
                records));
    require(
        violations,
        "in the telemetry topics = records",
        sum(inTelemetry, ""),
        books.of(Entry.RECORDS));
    require(
        violations,
        "rejected = rejected by reason",
        books.of(Entry.REJECTED),
        sum(books.rejectedByReason(), ""));
    require(
        violations,
        "detections + entity risks = ids in the alerts topic",
        books.of(Entry.DETECTIONS) + books.of(Entry.ENTITY_RISKS),
        ids.getOrDefault(ALERTS, 0L));
    require(
        violations,
        "changes to the rules = ids in the audit topic",
        books.of(Entry.CHANGES),
        ids.getOrDefault(AUDIT, 0L));
    require(
        violations,
        "rejected + refused rules + refused by Elasticsearch = ids in the dead-letters topic",
        books.of(Entry.REJECTED) + books.of(Entry.REFUSED) + sum(refused, ""),
        ids.getOrDefault(DEAD_LETTERS, 0L));
    ids.forEach(
        (family, distinct) ->
            require(
                violations,
                "ids in the %s topic = documents + refused by Elasticsearch".formatted(family),
                distinct,
                sum(documents, prefix(family)) + sum(refused, prefix(family))));
    return violations;
  }

  private static String prefix(String family) {
    return "groundswell-" + family + "-";
  }

  private static long sum(Map<String, Long> counts, String prefix) {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().startsWith(prefix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static void require(List<String> violations, String clause, long left, long right) {
    if (left != right) {
      violations.add("%s: %d is not %d".formatted(clause, left, right));
    }
  }
}
