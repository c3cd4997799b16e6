package dev.groundswell.local.demo;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.groundswell.pipelines.ledger.StageLedger;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConservationLawTest {

  private static final Map<String, Long> LEDGER =
      Map.ofEntries(
          entry(StageLedger.accumulator("ingest", "items"), 100L),
          entry(StageLedger.accumulator("ingest", "valid"), 90L),
          entry(StageLedger.accumulator("ingest", "rejected"), 10L),
          entry(StageLedger.accumulator("ingest", "rejected_undecodable"), 6L),
          entry(StageLedger.accumulator("ingest", "rejected_oversized"), 4L),
          entry(StageLedger.accumulator("ingest", "unique"), 80L),
          entry(StageLedger.accumulator("ingest", "duplicate"), 10L),
          entry(StageLedger.accumulator("ingest", "on_time"), 75L),
          entry(StageLedger.accumulator("ingest", "late"), 5L),
          entry(StageLedger.accumulator("decide", "detections"), 7L),
          entry(StageLedger.accumulator("decide", "notified"), 4L),
          entry(StageLedger.accumulator("decide", "suppressed"), 2L),
          entry(StageLedger.accumulator("decide", "shadow"), 1L));

  private static final Map<String, Long> DOCUMENTS =
      Map.of(
          "groundswell-alerts-2026.01", 3L,
          "groundswell-alerts-2026.02", 4L,
          "groundswell-dead-letters-2026.01", 10L,
          "groundswell-events-2026.01.01", 80L,
          "groundswell-trends-2026.01", 30L);

  @Test
  void holdsWhenEverythingIsAccountedFor() {
    assertThat(new ConservationLaw(LEDGER, 100, 100, 7, 10, 80, 30, DOCUMENTS).violations())
        .isEmpty();
  }

  @Test
  void holdsWhenNothingHappened() {
    assertThat(new ConservationLaw(Map.of(), 0, 0, 0, 0, 0, 0, Map.of()).violations()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void namesTheBrokenClauseWithBothFigures(ConservationLaw law, String violation) {
    assertThat(law.violations()).containsExactly(violation);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments(
            new ConservationLaw(LEDGER, 101, 100, 7, 10, 80, 30, DOCUMENTS),
            "sent = in the telemetry topic: 101 is not 100"),
        arguments(
            new ConservationLaw(LEDGER, 101, 101, 7, 10, 80, 30, DOCUMENTS),
            "in the telemetry topic = items: 101 is not 100"),
        arguments(
            new ConservationLaw(ledger("ingest", "items", 101), 101, 101, 7, 10, 80, 30, DOCUMENTS),
            "items = valid + rejected: 101 is not 100"),
        arguments(
            books("ingest", "rejected_oversized", 5),
            "rejected = rejected by reason: 10 is not 11"),
        arguments(books("ingest", "duplicate", 11), "valid = unique + duplicate: 90 is not 91"),
        arguments(books("ingest", "late", 6), "unique = on time + late: 80 is not 81"),
        arguments(
            books("decide", "suppressed", 3),
            "detections = notified + suppressed + shadow: 7 is not 8"),
        arguments(
            new ConservationLaw(
                LEDGER, 100, 100, 8, 10, 80, 30, documents("groundswell-alerts-2026.02", 5)),
            "detections = ids in the alerts topic: 7 is not 8"),
        arguments(
            new ConservationLaw(
                LEDGER, 100, 100, 7, 11, 80, 30, documents("groundswell-dead-letters-2026.01", 11)),
            "rejected = ids in the dead letters topic: 10 is not 11"),
        arguments(index("groundswell-alerts-2026.02", 3), "alerts = documents: 7 is not 6"),
        arguments(
            index("groundswell-dead-letters-2026.01", 9), "dead letters = documents: 10 is not 9"),
        arguments(index("groundswell-events-2026.01.01", 79), "events = documents: 80 is not 79"),
        arguments(
            index("groundswell-trends-2026.01", 29), "trend points = documents: 30 is not 29"));
  }

  @Test
  void sortsRefusalsByReason() {
    assertThat(new ConservationLaw(LEDGER, 100, 100, 7, 10, 80, 30, DOCUMENTS).rejectedByReason())
        .containsExactly(entry("oversized", 4L), entry("undecodable", 6L));
  }

  private static ConservationLaw books(String stage, String result, long count) {
    return new ConservationLaw(ledger(stage, result, count), 100, 100, 7, 10, 80, 30, DOCUMENTS);
  }

  private static ConservationLaw index(String name, long count) {
    return new ConservationLaw(LEDGER, 100, 100, 7, 10, 80, 30, documents(name, count));
  }

  private static Map<String, Long> ledger(String stage, String result, long count) {
    return with(LEDGER, StageLedger.accumulator(stage, result), count);
  }

  private static Map<String, Long> documents(String index, long count) {
    return with(DOCUMENTS, index, count);
  }

  private static Map<String, Long> with(Map<String, Long> figures, String name, long figure) {
    Map<String, Long> changed = new HashMap<>(figures);
    changed.put(name, figure);
    return changed;
  }
}
