package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.DeadLetterReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndToEndLawTest {

  private final Map<String, Long> accumulators =
      new HashMap<>(
          Map.ofEntries(
              Map.entry(Entry.RECORDS.accumulator(), 10L),
              Map.entry(Entry.ITEMS.accumulator(), 10L),
              Map.entry(Entry.VALID.accumulator(), 7L),
              Map.entry(Entry.REJECTED.accumulator(), 3L),
              Map.entry(StageLedger.accumulator(DeadLetterReason.undecodable), 2L),
              Map.entry(StageLedger.accumulator(DeadLetterReason.oversized), 1L),
              Map.entry(Entry.DUPLICATE.accumulator(), 7L),
              Map.entry(Entry.DETECTED.accumulator(), 3L),
              Map.entry(Entry.DETECTIONS.accumulator(), 3L),
              Map.entry(Entry.SHADOW.accumulator(), 3L),
              Map.entry(Entry.ENTITY_RISKS.accumulator(), 1L)));
  private final Map<String, Long> ids =
      new HashMap<>(Map.of("alerts", 4L, "trends", 6L, "events", 5L, "dead-letters", 4L));
  private final Map<String, Long> refused = new HashMap<>(Map.of("groundswell-alerts-2026.02", 1L));
  private final Map<String, Long> documents =
      new HashMap<>(
          Map.of(
              "groundswell-alerts-2026.01", 1L,
              "groundswell-alerts-2026.02", 2L,
              "groundswell-dead-letters-2026.01.01", 4L,
              "groundswell-events-2026.01.01", 5L,
              "groundswell-trends-1m-2026.01.01", 6L));
  private final Map<String, Long> sent = new HashMap<>(Map.of("avro", 6L, "cloudtrail", 4L));
  private final Map<String, Long> inTelemetry = new HashMap<>(sent);

  @Test
  void holdsWhenEverythingIsAccountedForADocumentThatWasRefusedToo() {
    assertThat(violations()).isEmpty();
  }

  @Test
  void missesARecordThatKafkaLost() {
    sent.put("cloudtrail", 5L);
    assertThat(violations())
        .containsExactly("sent = in the telemetry topic of cloudtrail: 5 is not 4");
  }

  @Test
  void missesARecordThatTheMonitorNeverTook() {
    sent.put("avro", 7L);
    inTelemetry.put("avro", 7L);
    assertThat(violations()).containsExactly("in the telemetry topics = records: 11 is not 10");
  }

  @Test
  void missesARefusalWithoutAReason() {
    accumulators.remove(StageLedger.accumulator(DeadLetterReason.oversized));
    assertThat(violations()).containsExactly("rejected = rejected by reason: 3 is not 2");
  }

  @Test
  void missesADetectionThatNeverBecameAnAlert() {
    ids.put("alerts", 3L);
    documents.put("groundswell-alerts-2026.01", 0L);
    assertThat(violations())
        .containsExactly("detections + entity risks = ids in the alerts topic: 4 is not 3");
  }

  @Test
  void missesARefusalWithoutADeadLetter() {
    ids.put("dead-letters", 3L);
    documents.put("groundswell-dead-letters-2026.01.01", 3L);
    assertThat(violations())
        .containsExactly(
            "rejected + refused rules + refused by Elasticsearch = ids in the dead-letters topic: 4 is not 3");
  }

  @Test
  void missesADocumentOfAnyKind() {
    documents.replaceAll((index, count) -> count - 1);
    assertThat(violations())
        .containsExactlyInAnyOrder(
            "ids in the alerts topic = documents + refused by Elasticsearch: 4 is not 2",
            "ids in the dead-letters topic = documents + refused by Elasticsearch: 4 is not 3",
            "ids in the events topic = documents + refused by Elasticsearch: 5 is not 4",
            "ids in the trends topic = documents + refused by Elasticsearch: 6 is not 5");
  }

  @Test
  void repeatsWhatTheStagesThemselvesBreak() {
    accumulators.put(Entry.DUPLICATE.accumulator(), 6L);
    assertThat(violations()).containsExactly("valid = unique + duplicate: 7 is not 6");
  }

  @Test
  void theBooksSortRefusalsByReason() {
    assertThat(new Books(accumulators).rejectedByReason())
        .containsExactly(entry("oversized", 1L), entry("undecodable", 2L));
  }

  private List<String> violations() {
    return new EndToEndLaw(new Books(accumulators), sent, inTelemetry, ids, refused, documents)
        .violations();
  }
}
