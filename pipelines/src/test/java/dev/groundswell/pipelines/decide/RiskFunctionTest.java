package dev.groundswell.pipelines.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.HarnessBooks;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.RiskContribution;
import dev.groundswell.schemas.RuleLevel;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskFunctionTest {

  private static final Duration NOW = Duration.ofHours(100);

  private KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void severalRulesMakeAnActorWorthAPage() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("sharing", "alice", NOW.plusMinutes(30)));
    Alert alert = alertsBy(NOW.plusMinutes(30)).get(0);
    assertThat(alert.getDisposition()).isEqualTo(Disposition.entity_risk);
    assertThat(alert.getRisk().getScore()).isCloseTo(73 / Math.sqrt(2) + 73, within(1e-9));
    assertThat(alert.getRisk().getContributions())
        .extracting(RiskContribution::getRuleName)
        .containsExactly("probing", "sharing");
    assertThat(alert.getRisk().getContributions())
        .extracting(RiskContribution::getAlertId)
        .containsExactly("probing-alice-360000", "sharing-alice-361800");
  }

  @Test
  void theAlertReadsAsADetectionWhoseStepsAreTheRules() throws Exception {
    detect(Detections.of("probing", RuleLevel.medium, "alice", NOW));
    detect(Detections.of("sharing", RuleLevel.high, "alice", NOW));
    Detection detection = alertsBy(NOW).get(0).getDetection();
    assertThat(detection.getRuleName()).isEqualTo("entity_risk");
    assertThat(detection.getRuleLevel()).isEqualTo(RuleLevel.high);
    assertThat(detection.getGroup()).containsExactly(new GroupField("user.id", "alice"));
    assertThat(detection.getTags()).containsExactly("tag.probing", "tag.sharing");
    assertThat(detection.getFirst()).isEqualTo(NOW.minusSeconds(30).toMillis());
    assertThat(detection.getLast()).isEqualTo(NOW.toMillis());
    assertThat(detection.getEvidence())
        .extracting(StepEvidence::getStep)
        .containsExactly("probing", "sharing");
    assertThat(detection.getEvidence()).extracting(StepEvidence::getTotal).containsOnly(7L);
  }

  @Test
  void whatIsCriticalStaysCritical() throws Exception {
    detect(Detections.of("probing", RuleLevel.critical, "alice", NOW));
    detect(Detections.of("sharing", RuleLevel.low, "alice", NOW));
    assertThat(alertsBy(NOW).get(0).getDetection().getRuleLevel()).isEqualTo(RuleLevel.critical);
  }

  @Test
  void oneRuleAloneIsNoRiskHoweverOftenItFires() throws Exception {
    for (int minute = 0; minute < 60; minute++) {
      detect(Detections.of("probing", RuleLevel.critical, "alice", NOW.plusMinutes(minute)));
    }
    assertThat(alertsBy(NOW.plusHours(1))).isEmpty();
  }

  @Test
  void whatIsLongPastNoLongerAddsUp() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("sharing", "alice", NOW.plusMinutes(90)));
    assertThat(alertsBy(NOW.plusHours(2))).isEmpty();
  }

  @Test
  void aRepeatRefreshesItsRule() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("probing", "alice", NOW.plusMinutes(80)));
    detect(Detections.of("sharing", "alice", NOW.plusMinutes(90)));
    assertThat(alertsBy(NOW.plusHours(2))).hasSize(1);
  }

  @Test
  void strangersDoNotAddUp() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("sharing", "bob", NOW));
    assertThat(alertsBy(NOW.plusHours(1))).isEmpty();
  }

  @Test
  void afterAnAlertTheActorIsLeftAloneAndThenStartsAfresh() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("sharing", "alice", NOW));
    detect(Detections.of("probing", "alice", NOW.plusMinutes(10)));
    detect(Detections.of("sharing", "alice", NOW.plusMinutes(20)));
    assertThat(alertsBy(NOW.plusMinutes(59))).hasSize(1);
    detect(Detections.of("probing", "alice", NOW.plusMinutes(60)));
    assertThat(alertsBy(NOW.plusMinutes(60))).hasSize(1);
    detect(Detections.of("sharing", "alice", NOW.plusMinutes(61)));
    assertThat(alertsBy(NOW.plusMinutes(61))).hasSize(2);
  }

  @ParameterizedTest
  @Tag("S8")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void equalDetectionsGiveEqualAlertsInAnyOrderOfArrival(long seed) throws Exception {
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      detections.add(Detections.of("rule" + i % 3, "alice", NOW.plusMinutes(i * 17 / 2)));
    }
    detections.forEach(this::detect);
    List<String> inOrder = idsBy(NOW.plusHours(4));
    assertThat(inOrder).hasSizeGreaterThan(1);
    close();
    open();
    Collections.shuffle(detections, new Random(seed));
    detections.forEach(this::detect);
    assertThat(idsBy(NOW.plusHours(4))).isEqualTo(inOrder);
  }

  @Test
  @Tag("S1")
  void keepsNothingOfAnActorWhoHasBeenQuietForLong() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("sharing", "bob", NOW));
    detect(Detections.of("probing", "bob", NOW));
    alertsBy(NOW);
    assertThat(harness.numKeyedStateEntries()).isPositive();
    alertsBy(NOW.plusHours(7));
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  @Tag("S10")
  void anActorWhoNeverStopsHasOneTimerMoreThanWhatWaits() throws Exception {
    for (int second = 0; second < 1_000; second++) {
      detect(Detections.of("probing", "alice", NOW.plusSeconds(second)));
    }
    assertThat(harness.numEventTimeTimers()).isEqualTo(1_000);
    alertsBy(NOW.plusSeconds(1_000));
    assertThat(harness.numEventTimeTimers()).isEqualTo(1);
  }

  @Test
  @Tag("F1")
  void aRestartForgetsNeitherWhatWaitsNorWhatCounts() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    alertsBy(NOW);
    detect(Detections.of("sharing", "alice", NOW.plusMinutes(1)));
    OperatorSubtaskState snapshot = harness.snapshot(1, 0);
    close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();
    assertThat(alertsBy(NOW.plusMinutes(1))).hasSize(1);
  }

  @Test
  void everyContributionIsInTheBooksOnce() throws Exception {
    detect(Detections.of("probing", "alice", NOW));
    detect(Detections.of("sharing", "alice", NOW));
    detect(Detections.of("sharing", "alice", NOW.plusMinutes(1)));
    detect(Detections.about("probing", new GroupField("organization.id", "o1"), NOW));
    alertsBy(NOW.plusMinutes(1));
    detect(Detections.of("probing", "bob", NOW.plusMinutes(2)));
    assertThat(HarnessBooks.of(harness, "risk"))
        .containsEntry(Entry.CONTRIBUTIONS, 5L)
        .containsEntry(Entry.ACTORLESS, 1L)
        .containsEntry(Entry.WEIGHED, 2L)
        .containsEntry(Entry.AFTERMATH, 1L)
        .containsEntry(Entry.UNWEIGHED, 1L)
        .containsEntry(Entry.ENTITY_RISKS, 1L);
  }

  private void detect(Detection detection) {
    try {
      Alert alert =
          Alert.newBuilder()
              .setAlertId(detection.getDetectionId())
              .setDisposition(Disposition.notified)
              .setDecided(0)
              .setDetection(detection)
              .build();
      harness.processElement(alert, detection.getLast());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private List<Alert> alertsBy(Duration watermark) throws Exception {
    harness.processWatermark(watermark.toMillis());
    return harness.extractOutputValues();
  }

  private List<String> idsBy(Duration watermark) throws Exception {
    return alertsBy(watermark).stream().map(Alert::getAlertId).toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> harness()
      throws Exception {
    RiskFunction function =
        new RiskFunction(
            DecideConfig.defaults(),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000));
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(function),
        alert -> DecideStage.actor(alert.getDetection()),
        Types.STRING);
  }
}
