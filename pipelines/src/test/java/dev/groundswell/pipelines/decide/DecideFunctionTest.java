package dev.groundswell.pipelines.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.HarnessBooks;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.RuleStatus;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DecideFunctionTest {

  private static final Duration NOW = Duration.ofHours(100);

  private KeyedOneInputStreamOperatorTestHarness<String, Detection, Alert> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(Duration.ofHours(1));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void theFirstDetectionPages() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    assertThat(dispositions()).containsExactly(Disposition.notified);
    assertThat(alerts().get(0).getRepeats()).isNull();
  }

  @Test
  void suppressesRepeatsAndNamesThePageThatTheyRepeat() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("probing", "alice", NOW.plusMinutes(10)));
    detect(Detections.of("probing", "alice", NOW.plusMinutes(60).minusMillis(1)));
    assertThat(dispositions())
        .containsExactly(Disposition.notified, Disposition.suppressed, Disposition.suppressed);
    assertThat(alerts().get(2).getRepeats()).isEqualTo(alerts().get(0).getAlertId());
  }

  @Test
  void pagesAgainAnHourAfterThePageHoweverManyWereSuppressed() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("probing", "alice", NOW.plusMinutes(59)));
    detect(Detections.of("probing", "alice", NOW.plusMinutes(60)));
    assertThat(dispositions())
        .containsExactly(Disposition.notified, Disposition.suppressed, Disposition.notified);
  }

  @Test
  void anotherRuleOrAnotherGroupPagesByItself() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("sharing", "alice", NOW));
    detect(Detections.of("probing", "bob", NOW));
    assertThat(dispositions()).containsOnly(Disposition.notified).hasSize(3);
  }

  @Test
  void anEditedRuleDoesNotPageForTheSameAgain() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    Detection edited = Detections.of("probing", "alice", NOW.plusMinutes(5));
    edited.setRuleVersion(2);
    detect(edited);
    assertThat(dispositions()).containsExactly(Disposition.notified, Disposition.suppressed);
  }

  @Test
  void shadowRulesNeitherPageNorKeepAnybodyFromBeingPaged() throws Exception {
    Detection unproven = Detections.of("probing", "alice", NOW);
    unproven.setRuleStatus(RuleStatus.test);
    detect(unproven);
    detect(Detections.of("probing", "alice", NOW.plusMinutes(1)));
    assertThat(dispositions()).containsExactly(Disposition.shadow, Disposition.notified);
  }

  @Test
  void whatCameBehindALaterPageRepeatsItAndChangesNothing() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("probing", "alice", NOW.minusMinutes(1)));
    detect(Detections.of("probing", "alice", NOW.plusMinutes(60).minusMillis(1)));
    assertThat(dispositions())
        .containsExactly(Disposition.notified, Disposition.suppressed, Disposition.suppressed);
  }

  @Test
  void aBacklogBehindAPageRepeatsIt() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("probing", "alice", NOW.minusHours(3)));
    detect(Detections.of("probing", "alice", NOW.minusHours(2)));
    assertThat(dispositions())
        .containsExactly(Disposition.notified, Disposition.suppressed, Disposition.suppressed);
  }

  @Test
  @Tag("S1")
  void keepsNothingForEverWhereSuppressionWasRaised() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    restart(Duration.ofHours(2));
    harness.processWatermark(NOW.plusHours(1).toMillis());
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    harness.processWatermark(NOW.plusHours(2).toMillis());
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void withoutSuppressionEveryDetectionPages() throws Exception {
    restart(Duration.ZERO);
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("probing", "alice", NOW.minusSeconds(1)));
    detect(Detections.of("probing", "alice", NOW));
    assertThat(dispositions()).containsOnly(Disposition.notified).hasSize(3);
  }

  @Test
  @Tag("S1")
  void keepsNothingOnceTheSameWouldPageAgain() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    harness.processWatermark(NOW.plusMinutes(60).toMillis());
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  @Tag("F1")
  void aRestartDoesNotPageForTheSameAgain() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    restart(Duration.ofHours(1));
    detect(Detections.of("probing", "alice", NOW.plusMinutes(1)));
    assertThat(dispositions()).containsExactly(Disposition.suppressed);
  }

  @Test
  void everyDetectionIsInTheBooksOnce() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("probing", "alice", NOW));
    assertThat(HarnessBooks.of(harness, "decide"))
        .containsEntry(Entry.DETECTIONS, 2L)
        .containsEntry(Entry.NOTIFIED, 1L)
        .containsEntry(Entry.SUPPRESSED, 1L);
  }

  private void detect(Detection detection) throws Exception {
    harness.processElement(detection, detection.getLast());
  }

  private void restart(Duration suppression) throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 0);
    close();
    harness = harness(suppression);
    harness.initializeState(snapshot);
    harness.open();
  }

  private List<Alert> alerts() {
    return harness.extractOutputValues();
  }

  private List<Disposition> dispositions() {
    return alerts().stream().map(Alert::getDisposition).toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Detection, Alert> harness(
      Duration suppression) throws Exception {
    DecideFunction function =
        new DecideFunction(
            new DecideConfig(suppression, Duration.ofHours(1), 100),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000));
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(function), DecideStage::ruleAndGroup, Types.STRING);
  }
}
