package dev.groundswell.local.demo;

import dev.groundswell.pipelines.ledger.StageLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Nothing disappears: what came in equals what became of it, stage by stage, anchored at both ends
 * in counts that the jobs did not make.
 *
 * @param ledger the jobs' books, by accumulator name
 * @param sent records handed to Kafka by the simulator
 * @param inTelemetry records in the telemetry topic
 * @param alertIds distinct ids in the alerts topic
 * @param deadLetterIds distinct ids in the dead letters topic
 * @param eventIds distinct ids in the events topic
 * @param trendIds distinct ids in the trends topic
 * @param documents documents in Elasticsearch by index
 */
record ConservationLaw(
    Map<String, Long> ledger,
    long sent,
    long inTelemetry,
    long alertIds,
    long deadLetterIds,
    long eventIds,
    long trendIds,
    Map<String, Long> documents) {

  private static final String REJECTED = "rejected_";

  /** Every clause that does not hold, with its figures; empty if the law holds. */
  List<String> violations() {
    List<String> violations = new ArrayList<>();
    require(violations, "sent = in the telemetry topic", sent, inTelemetry);
    require(violations, "in the telemetry topic = items", inTelemetry, ingest("items"));
    require(
        violations,
        "items = valid + rejected",
        ingest("items"),
        ingest("valid") + ingest("rejected"));
    require(
        violations,
        "rejected = rejected by reason",
        ingest("rejected"),
        rejectedByReason().values().stream().mapToLong(Long::longValue).sum());
    require(
        violations,
        "valid = unique + duplicate",
        ingest("valid"),
        ingest("unique") + ingest("duplicate"));
    require(
        violations,
        "unique = on time + late",
        ingest("unique"),
        ingest("on_time") + ingest("late"));
    require(
        violations,
        "detections = notified + suppressed + shadow",
        decide("detections"),
        decide("notified") + decide("suppressed") + decide("shadow"));
    require(violations, "detections = ids in the alerts topic", decide("detections"), alertIds);
    require(
        violations, "rejected = ids in the dead letters topic", ingest("rejected"), deadLetterIds);
    require(violations, "alerts = documents", alertIds, documents("groundswell-alerts-"));
    require(
        violations,
        "dead letters = documents",
        deadLetterIds,
        documents("groundswell-dead-letters-"));
    require(violations, "events = documents", eventIds, documents("groundswell-events-"));
    require(violations, "trend points = documents", trendIds, documents("groundswell-trends-"));
    return violations;
  }

  /** Refused records by reason. */
  Map<String, Long> rejectedByReason() {
    String prefix = StageLedger.accumulator("ingest", REJECTED);
    Map<String, Long> reasons = new TreeMap<>();
    ledger.forEach(
        (name, count) -> {
          if (name.startsWith(prefix)) {
            reasons.put(name.substring(prefix.length()), count);
          }
        });
    return reasons;
  }

  long ingest(String result) {
    return ledger.getOrDefault(StageLedger.accumulator("ingest", result), 0L);
  }

  private long decide(String result) {
    return ledger.getOrDefault(StageLedger.accumulator("decide", result), 0L);
  }

  private long documents(String prefix) {
    return documents.entrySet().stream()
        .filter(index -> index.getKey().startsWith(prefix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static void require(List<String> violations, String clause, long left, long right) {
    if (left != right) {
      violations.add("%s: %d is not %d".formatted(clause, left, right));
    }
  }
}
