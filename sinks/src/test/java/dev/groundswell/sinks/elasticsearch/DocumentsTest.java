package dev.groundswell.sinks.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundswell.schemas.AlertKey;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.sinks.elasticsearch.Document.Operation;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each kind of document against its JSON in {@code documents/}. */
class DocumentsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void anAlertSaysWhoDidWhatAndShowsTheEvidence() throws IOException {
    Document document = AlertDocument.of(Samples.alert());

    assertThat(document.index()).isEqualTo("groundswell-alerts-2026.01");
    assertThat(document.id()).isEqualTo(AlertKey.of(Samples.alert())).startsWith("a1@");
    assertThat(document.operation()).isEqualTo(Operation.CREATE);
    assertThat(json(document)).isEqualTo(expected("alert"));
  }

  @Test
  void anEventStandsUnderTheNamesThatRulesUse() throws IOException {
    Document document = EventDocument.of(Samples.event());

    assertThat(document.index()).isEqualTo("groundswell-events-2026.01.01");
    assertThat(document.id()).isEqualTo("e1@1767225600000");
    assertThat(document.operation()).isEqualTo(Operation.CREATE);
    assertThat(json(document)).isEqualTo(expected("event"));
  }

  @Test
  @Tag("K4")
  void theInputOfAnEventIsLeftBehind() {
    String source = new String(EventDocument.of(Samples.event()).source(), UTF_8);

    assertThat(source).doesNotContain(Samples.PLANTED_INPUT).doesNotContain("text");
  }

  @Test
  void aTrendPointIsVersionedByItsContributions() throws IOException {
    Document document = TrendDocument.of(Samples.point("p1", 106));

    assertThat(document.index()).isEqualTo("groundswell-trends-1m-2026.01.01");
    assertThat(document.id()).isEqualTo("p1");
    assertThat(document.operation()).isEqualTo(Operation.INDEX_EXTERNAL_GTE);
    assertThat(document.version()).isEqualTo(106);
    assertThat(json(document)).isEqualTo(expected("trend"));
  }

  @Test
  void aShiftIsVersionedByItsRevisionAndKeptWhereItOpened() throws IOException {
    Document document = ShiftDocument.of(Samples.shift("s1", 2));

    assertThat(document.index()).isEqualTo("groundswell-shifts-2026.01");
    assertThat(document.id()).isEqualTo("s1");
    assertThat(document.operation()).isEqualTo(Operation.INDEX_EXTERNAL_GTE);
    assertThat(document.version()).isEqualTo(2);
    assertThat(json(document)).isEqualTo(expected("shift"));
  }

  @Test
  void aMitigationSaysWhatWasDoneAgainstWhat() throws IOException {
    Document document = MitigationDocument.of(Samples.mitigation());

    assertThat(document.index()).isEqualTo("groundswell-mitigations-2026");
    assertThat(document.id()).isEqualTo("m1");
    assertThat(document.operation()).isEqualTo(Operation.INDEX_EXTERNAL_GTE);
    assertThat(json(document)).isEqualTo(expected("mitigation"));
  }

  @Test
  void aBaselineIsVersionedByWhatItIsOf() throws IOException {
    Document document = BaselineDocument.of(Samples.baseline("b1", Samples.TIME));

    assertThat(document.index()).isEqualTo("groundswell-baselines-2026.01");
    assertThat(document.id()).isEqualTo("b1");
    assertThat(document.operation()).isEqualTo(Operation.INDEX_EXTERNAL_GTE);
    assertThat(document.version()).isEqualTo(Samples.TIME.toEpochMilli());
    ObjectNode json = (ObjectNode) json(document);
    assertThat(((ObjectNode) json.at("/groundswell/baseline")).remove("state").isTextual())
        .isTrue();
    assertThat(json).isEqualTo(expected("baseline"));
  }

  @Test
  void aDeadLetterSaysWhatWasRefusedWhereAndWhy() throws IOException {
    Document document = DeadLetterDocument.of(Samples.deadLetter());

    assertThat(document.index()).isEqualTo("groundswell-dead-letters-2026.01.01");
    assertThat(document.id()).isEqualTo("ingest-telemetry-0-7-0");
    assertThat(document.operation()).isEqualTo(Operation.CREATE);
    assertThat(json(document)).isEqualTo(expected("dead-letter"));
  }

  @Test
  void anAuditSaysWhoChangedWhichRuleAndWhatBecameOfIt() throws IOException {
    Document document = AuditDocument.of(Samples.audit());

    assertThat(document.index()).isEqualTo("groundswell-audit-2026.01");
    assertThat(document.id()).isEqualTo("rules-0-7");
    assertThat(document.operation()).isEqualTo(Operation.CREATE);
    assertThat(json(document)).isEqualTo(expected("audit"));
  }

  @Test
  void aPointCanBeConvertedTwice() {
    TrendPoint point = Samples.point("p1", 1);

    assertThat(TrendDocument.of(point)).isEqualTo(TrendDocument.of(point));
  }

  @Test
  @Tag("K4")
  void aDocumentIsPrintedWithoutItsSource() {
    assertThat(AlertDocument.of(Samples.alert()))
        .hasToString("CREATE groundswell-alerts-2026.01/a1@1767225600000 version 0");
  }

  private static JsonNode json(Document document) throws IOException {
    return JSON.readTree(document.source());
  }

  private static JsonNode expected(String kind) throws IOException {
    try (InputStream file =
        DocumentsTest.class.getResourceAsStream("documents/" + kind + ".json")) {
      return JSON.readTree(file);
    }
  }
}
