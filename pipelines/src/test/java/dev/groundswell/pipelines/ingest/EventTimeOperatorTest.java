package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.SourceItem;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.PortRange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("S11")
class EventTimeOperatorTest {

  private static final long NOW = Events.NOW.toEpochMilli();
  private static final long BOUND = 5_000;
  private static final long LOOK_MILLIS = 200;
  private static final TopicPartition FIRST = new TopicPartition("telemetry", 0);
  private static final TopicPartition SECOND = new TopicPartition("telemetry", 1);

  private static final TopicPartition SLOW = new TopicPartition("cloudtrail", 0);
  private static final ExpositionConfig EXPOSITION =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000);

  private final SteppedClock clock = new SteppedClock();
  private final AnsweringBrokers brokers = new AnsweringBrokers();
  private OneInputStreamOperatorTestHarness<SourceItem, SourceItem> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  private OneInputStreamOperatorTestHarness<SourceItem, SourceItem> harness() throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new EventTimeOperator(
            clock,
            Map.of(
                FIRST.topic(), Duration.ofMillis(BOUND),
                SLOW.topic(), Duration.ofMinutes(10)),
            Duration.ofSeconds(1),
            brokers,
            EXPOSITION));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void timeFollowsTheLatestEventByTheBound() throws Exception {
    brokers.assign(FIRST);
    event(FIRST, NOW - 10_000);
    event(FIRST, NOW - 20_000);
    look();
    assertThat(watermarks()).containsExactly(NOW - 15_001);
  }

  @Test
  void aClockThatRunsAheadDoesNotPushTimePastOurs() throws Exception {
    brokers.assign(FIRST);
    event(FIRST, NOW + 4_000);
    look();
    assertThat(watermarks()).containsExactly(NOW - 5_001);
  }

  @Test
  void howLongASilenceIsDoesNotDependOnTheClockThatEventsGoBy() throws Exception {
    brokers.assign(FIRST);
    event(FIRST, NOW);
    look();
    clock.now = clock.now.plusSeconds(60);
    look();
    look();
    assertThat(watermarks()).containsExactly(NOW - 5_001);
  }

  @Test
  void aPartitionThatLagsIsWaitedFor() throws Exception {
    brokers.assign(FIRST, SECOND);
    event(FIRST, NOW);
    look();
    assertThat(watermarks()).isEmpty();
    event(SECOND, NOW - 3_000);
    look();
    assertThat(watermarks()).containsExactly(NOW - 8_001);
  }

  @Test
  void timeIsAsFarBehindAsTheSlowestTopic() throws Exception {
    brokers.assign(FIRST, SLOW);
    event(FIRST, NOW);
    event(SLOW, NOW);
    look();
    assertThat(watermarks()).containsExactly(NOW - 600_001);
  }

  @Test
  void whatASlowTopicDeliversLateAfterASilenceIsNotBehindTime() throws Exception {
    brokers.assign(FIRST, SLOW);
    look();
    pass(Duration.ofMinutes(20));
    look();
    look();
    long tenMinutesAgo = clock.millis() - 600_000;
    assertThat(watermarks()).containsExactly(tenMinutesAgo - 1);
    event(SLOW, tenMinutesAgo);
    look();
    assertThat(watermarks()).containsExactly(tenMinutesAgo - 1);
  }

  @Test
  void aBacklogIsReadInItsOwnTimeThoughOthersAreUpToDate() throws Exception {
    brokers.assign(FIRST, SECOND);
    event(SECOND, NOW);
    for (long minute = 60; minute > 57; minute--) {
      event(FIRST, NOW - minute * 60_000);
      look();
    }
    assertThat(watermarks()).containsExactly(NOW - 3_605_001, NOW - 3_545_001, NOW - 3_485_001);
  }

  @Test
  void theTopicThatHoldsTimeBackIsNamed() throws Exception {
    brokers.assign(FIRST, SLOW);
    event(FIRST, NOW - 1_000);
    event(SLOW, NOW);
    look();
    assertThat(metricsPage())
        .contains(
            "groundswell_topic_watermark_lag_seconds{topic=\"telemetry\",subtask=\"0\",} 6.0",
            "groundswell_topic_watermark_lag_seconds{topic=\"cloudtrail\",subtask=\"0\",} 600.0");
  }

  @Test
  void aTopicThatHasToldNoTimeHoldsItBackSinceItBegan() throws Exception {
    brokers.assign(FIRST, SLOW);
    brokers.away.add(SLOW);
    pass(Duration.ofSeconds(30));
    event(FIRST, clock.millis());
    look();
    assertThat(metricsPage())
        .contains(
            "groundswell_topic_watermark_lag_seconds{topic=\"telemetry\",subtask=\"0\",} 5.0",
            "groundswell_topic_watermark_lag_seconds{topic=\"cloudtrail\",subtask=\"0\",} 30.0");
  }

  @Test
  void timeFollowsTheClockInSilence() throws Exception {
    brokers.assign(FIRST);
    event(FIRST, NOW);
    look();
    pass(Duration.ofSeconds(10));
    look();
    look();
    assertThat(watermarks()).containsExactly(NOW - 5_001, NOW + 4_999);
  }

  @Test
  void aPartitionThatWasNeverUsedHoldsNobodyBack() throws Exception {
    brokers.assign(FIRST, SECOND);
    look();
    pass(Duration.ofSeconds(1));
    event(FIRST, clock.millis());
    look();
    assertThat(watermarks()).containsExactly(NOW - 4_001);
  }

  @Test
  void aPartitionInWhichOnlyJunkArrivesHoldsNobodyBack() throws Exception {
    brokers.assign(FIRST);
    for (int second = 1; second <= 3; second++) {
      junk(FIRST);
      look();
      pass(Duration.ofSeconds(1));
    }
    look();
    assertThat(watermarks()).endsWith(NOW - 2_001);
  }

  @Test
  @Tag("F4")
  void timeStandsStillWhileABrokerDoesNotAnswer() throws Exception {
    brokers.assign(FIRST, SECOND);
    event(FIRST, NOW);
    event(SECOND, NOW);
    look();
    brokers.away.add(SECOND);
    pass(Duration.ofSeconds(60));
    for (int i = 0; i < 10; i++) {
      look();
    }
    assertThat(watermarks()).containsExactly(NOW - 5_001);

    brokers.away.clear();
    look();
    look();
    assertThat(watermarks()).containsExactly(NOW - 5_001, NOW + 54_999);
  }

  @Test
  @Tag("F4")
  void aPartitionWhoseTurnHasNotComeIsWaitedForHoweverLongItTakes() throws Exception {
    brokers.assign(FIRST, SECOND);
    event(FIRST, NOW);
    event(SECOND, NOW);
    brokers.append(SECOND);
    for (int i = 0; i < 60; i++) {
      pass(Duration.ofSeconds(1));
      event(FIRST, clock.millis());
      look();
    }
    assertThat(watermarks()).containsExactly(NOW - 5_001);
  }

  @Test
  @Tag("F4")
  void aBusyPartitionIsNotAskedAgainBeforeTheAnswerIsReached() throws Exception {
    brokers.assign(FIRST);
    look();
    brokers.append(FIRST);
    pass(Duration.ofSeconds(1));
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofSeconds(1));
      brokers.append(FIRST);
    }
    assertThat(watermarks()).isEmpty();
    junkThatWasSent(FIRST, 0);
    look();
    assertThat(watermarks()).containsExactly(NOW - 4_001);
  }

  @Test
  @Tag("S5")
  void aSubtaskThatReadsNothingHasNoSayUntilItReads() throws Exception {
    look();
    assertThat(harness.getOutput()).isEmpty();
    pass(EventTimeOperator.PATIENCE.plusMillis(1));
    look();
    assertThat(harness.getOutput()).containsExactly(WatermarkStatus.IDLE);
    brokers.assign(FIRST);
    event(FIRST, NOW);
    look();
    assertThat(harness.getOutput())
        .filteredOn(element -> element instanceof WatermarkStatus || element instanceof Watermark)
        .containsExactly(WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, new Watermark(NOW - 5_001));
  }

  @Test
  @Tag("F4")
  void aSubtaskWhoseConsumerLooksForABrokerKeepsItsSay() throws Exception {
    brokers.assign();
    pass(EventTimeOperator.PATIENCE.plusSeconds(60));
    look();
    assertThat(harness.getOutput()).isEmpty();
  }

  @Test
  @Tag("S5")
  void aSubtaskThatReadsNothingHoldsNobodyBackAfterARestart() throws Exception {
    pass(EventTimeOperator.PATIENCE.plusMillis(1));
    look();
    OperatorSubtaskState nothing = harness.snapshot(1, 1);
    harness.close();
    open();
    brokers.assign(FIRST);
    event(FIRST, NOW);
    look();
    OperatorSubtaskState something = harness.snapshot(1, 1);
    reopen(AbstractStreamOperatorTestHarness.repackageState(nothing, something));
    event(FIRST, NOW);
    assertThat(watermarks()).containsExactly(NOW - 5_001);
  }

  @Test
  @Tag("S5")
  void aSubtaskThatReadsNothingIsDrainedLikeAnyOther() throws Exception {
    pass(EventTimeOperator.PATIENCE.plusMillis(1));
    look();
    harness.getOperator().finish();
    assertThat(watermarks()).containsExactly(Watermark.MAX_WATERMARK.getTimestamp());
  }

  @Test
  void neverGoesBackWhenAPartitionSpeaksAgain() throws Exception {
    brokers.assign(FIRST);
    look();
    pass(Duration.ofSeconds(1));
    look();
    event(FIRST, NOW - 60_000);
    look();
    assertThat(watermarks()).containsExactly(NOW - 4_001);
  }

  @Test
  @Tag("S7")
  void whatWasLateBeforeARestartIsLateAfterIt() throws Exception {
    brokers.assign(FIRST);
    event(FIRST, NOW);
    look();
    reopen(harness.snapshot(1, 1));
    event(FIRST, NOW - 60_000);
    assertThat(harness.getOutput().peek()).isEqualTo(new Watermark(NOW - 5_001));
    look();
    assertThat(watermarks()).containsExactly(NOW - 5_001);
  }

  @Test
  @Tag("S7")
  void aRestartThatReadsAgainWaitsForWhatItHadNotRead() throws Exception {
    brokers.assign(FIRST);
    event(FIRST, NOW);
    look();
    OperatorSubtaskState before = harness.snapshot(1, 1);
    brokers.append(FIRST);
    pass(Duration.ofSeconds(60));
    reopen(before);
    look();
    look();
    assertThat(brokers.begins).isEqualTo(Map.of(FIRST, 1L));
    assertThat(watermarks()).containsExactly(NOW - 5_001);
  }

  @Test
  @Tag("S7")
  void aSilenceAfterARestartBeginsWhereTimeWas() throws Exception {
    brokers.assign(FIRST);
    event(FIRST, NOW);
    look();
    reopen(harness.snapshot(1, 1));
    pass(Duration.ofSeconds(2));
    look();
    look();
    assertThat(watermarks()).containsExactly(NOW - 5_001, NOW - 3_001);
  }

  @Test
  @Tag("S7")
  void whoIsStoppedBeforeItKnowsItsPartitionsForgetsNothing() throws Exception {
    brokers.assign(FIRST);
    event(FIRST, NOW);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    brokers.assign();
    reopen(state);
    reopen(harness.snapshot(2, 2));
    assertThat(brokers.begins).isEqualTo(Map.of(FIRST, 1L));
  }

  @Test
  void afterARestartTheSubtaskThatLaggedMostCounts() throws Exception {
    brokers.assign(FIRST);
    event(FIRST, NOW);
    look();
    OperatorSubtaskState ahead = harness.snapshot(1, 1);
    harness.close();
    open();
    brokers.assign(SECOND);
    event(SECOND, NOW - 4_000);
    look();
    OperatorSubtaskState behind = harness.snapshot(1, 1);
    reopen(AbstractStreamOperatorTestHarness.repackageState(ahead, behind));
    event(SECOND, NOW);
    assertThat(watermarks()).containsExactly(NOW - 9_001);
    assertThat(brokers.begins).isEqualTo(Map.of(FIRST, 1L, SECOND, 1L));
  }

  @Test
  void aDrainedStreamStartsAgainWithoutTheEndOfTime() throws Exception {
    brokers.assign(FIRST);
    harness.getOperator().finish();
    reopen(harness.snapshot(1, 1));
    event(FIRST, NOW);
    assertThat(watermarks()).isEmpty();
  }

  private void event(TopicPartition partition, long time) throws Exception {
    SourceItem item = item(partition, brokers.append(partition));
    item.setEvent(Events.valid());
    item.getEvent().setEventTime(time);
    harness.processElement(item, time);
  }

  private void junk(TopicPartition partition) throws Exception {
    junkThatWasSent(partition, brokers.append(partition));
  }

  private void junkThatWasSent(TopicPartition partition, long offset) throws Exception {
    harness.processElement(item(partition, offset), NOW);
  }

  private static SourceItem item(TopicPartition partition, long offset) {
    SourceItem item = new SourceItem();
    item.setTopic(partition.topic());
    item.setPartition(partition.partition());
    item.setOffset(offset);
    return item;
  }

  private static String metricsPage() throws Exception {
    try (ExpositionLease lease = Exposition.lease(EXPOSITION)) {
      URI page = URI.create("http://%s:%d/metrics".formatted(EXPOSITION.host(), lease.port()));
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private void pass(Duration time) throws Exception {
    clock.now = clock.now.plus(time);
    harness.setProcessingTime(harness.getProcessingTime() + time.toMillis());
  }

  private void look() throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + LOOK_MILLIS);
  }

  private void reopen(OperatorSubtaskState state) throws Exception {
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
  }

  private List<Long> watermarks() {
    return harness.getOutput().stream()
        .filter(Watermark.class::isInstance)
        .map(mark -> ((Watermark) mark).getTimestamp())
        .toList();
  }
}
