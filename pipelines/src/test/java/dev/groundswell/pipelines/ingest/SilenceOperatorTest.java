package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.sinks.kafka.FetchProgress;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("S11")
class SilenceOperatorTest {

  private static final long NOW = Events.NOW.toEpochMilli();
  private static final long LOOK_MILLIS = 200;

  private final SteppedClock clock = new SteppedClock();
  private Optional<FetchProgress> progress = Optional.empty();
  private long answers = 100;
  private OneInputStreamOperatorTestHarness<String, String> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  private OneInputStreamOperatorTestHarness<String, String> harness() throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new SilenceOperator<>(
            clock,
            Duration.ofSeconds(5),
            subtask -> progress,
            new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000)));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void passesWatermarksOnWhileEventsArrive() throws Exception {
    harness.processElement("event", NOW);
    harness.processWatermark(NOW - 5_000);
    assertThat(watermarks()).containsExactly(NOW - 5_000);
  }

  @Test
  void followsTheClockWhileAllInputsAreSilent() throws Exception {
    harness.processWatermark(NOW - 5_001);
    clock.now = Events.NOW.plusSeconds(10);
    beSilent();
    assertThat(watermarks()).containsExactly(NOW - 5_001, NOW + 5_000);
    clock.now = Events.NOW.plusSeconds(20);
    beSilent();
    assertThat(watermarks()).containsExactly(NOW - 5_001, NOW + 5_000, NOW + 15_000);
  }

  @Test
  @Tag("F4")
  void standsStillUntilBrokersSayThatThereIsNothing() throws Exception {
    progress = Optional.of(new FetchProgress(7, 0));
    harness.processWatermark(NOW - 5_000);
    clock.now = Events.NOW.plusSeconds(60);
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    for (int i = 0; i < 10; i++) {
      look();
    }
    assertThat(watermarks()).containsExactly(NOW - 5_000);

    beSilent();
    assertThat(watermarks()).containsExactly(NOW - 5_000, NOW + 55_000);
  }

  @Test
  @Tag("F4")
  void whatWasOnItsWayWhenTimeStoodStillIsOnTime() throws Exception {
    progress = Optional.of(new FetchProgress(7, 0));
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    look();
    clock.now = Events.NOW.plusSeconds(60);
    progress = Optional.of(new FetchProgress(8, 2));
    look();
    harness.processElement("event", NOW);
    progress = Optional.of(new FetchProgress(9, 0));
    look();
    look();
    assertThat(watermarks()).isEmpty();
  }

  @Test
  @Tag("S5")
  void aSubtaskThatReadsNothingHasNoSayUntilItReads() throws Exception {
    clock.now = Events.NOW.plusSeconds(60);
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    look();
    look();
    assertThat(harness.getOutput()).containsExactly(WatermarkStatus.IDLE);
    harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
    harness.processWatermark(NOW);
    assertThat(harness.getOutput())
        .containsExactly(WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, new Watermark(NOW));
  }

  @Test
  @Tag("S5")
  void aSubtaskThatReadsNothingHoldsNobodyBackAfterARestart() throws Exception {
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    look();
    OperatorSubtaskState nothing = harness.snapshot(1, 1);
    harness.close();
    open();
    harness.processWatermark(NOW - 9_000);
    OperatorSubtaskState something = harness.snapshot(1, 1);
    reopen(AbstractStreamOperatorTestHarness.repackageState(nothing, something));
    harness.processElement("event", NOW);
    assertThat(watermarks()).containsExactly(NOW - 9_000);
  }

  @Test
  @Tag("S5")
  void aSubtaskThatReadsNothingIsDrainedLikeAnyOther() throws Exception {
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    look();
    harness.getOperator().finish();
    assertThat(watermarks()).containsExactly(Watermark.MAX_WATERMARK.getTimestamp());
  }

  @Test
  void neverForwardsTheSilenceItself() throws Exception {
    beSilent();
    assertThat(harness.getOutput()).noneMatch(WatermarkStatus.class::isInstance);
  }

  @Test
  void neverGoesBackWhenAnInputSpeaksAgain() throws Exception {
    beSilent();
    harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
    harness.processWatermark(NOW - 60_000);
    clock.now = Events.NOW.plusSeconds(60);
    look();
    assertThat(watermarks()).containsExactly(NOW - 5_000);
  }

  @Test
  void endsEventTimeWhenItIsDrainedInSilence() throws Exception {
    beSilent();
    harness.getOperator().finish();
    assertThat(watermarks()).containsExactly(NOW - 5_000, Watermark.MAX_WATERMARK.getTimestamp());
  }

  @Test
  @Tag("S7")
  void whatWasLateBeforeARestartIsLateAfterIt() throws Exception {
    harness.processWatermark(NOW - 5_000);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    reopen(state);
    harness.processElement("event", NOW - 60_000);
    harness.processWatermark(NOW - 65_000);
    assertThat(harness.getOutput())
        .containsExactly(new Watermark(NOW - 5_000), new StreamRecord<>("event", NOW - 60_000));
  }

  @Test
  void aSilenceAfterARestartBeginsWhereTimeWas() throws Exception {
    harness.processWatermark(NOW - 5_000);
    reopen(harness.snapshot(1, 1));
    harness.setProcessingTime(1_000);
    assertThat(watermarks()).containsExactly(NOW - 5_000);
  }

  @Test
  void afterARestartTheSubtaskThatLaggedMostCounts() throws Exception {
    harness.processWatermark(NOW - 5_000);
    OperatorSubtaskState ahead = harness.snapshot(1, 1);
    harness.close();
    open();
    harness.processWatermark(NOW - 9_000);
    OperatorSubtaskState behind = harness.snapshot(1, 1);
    reopen(AbstractStreamOperatorTestHarness.repackageState(ahead, behind));
    harness.processElement("event", NOW);
    assertThat(watermarks()).containsExactly(NOW - 9_000);
  }

  @Test
  void aDrainedStreamStartsAgainWithoutTheEndOfTime() throws Exception {
    harness.getOperator().finish();
    reopen(harness.snapshot(1, 1));
    harness.processElement("event", NOW);
    assertThat(watermarks()).isEmpty();
  }

  /** Brokers answer, and there is nothing, until that is certain. */
  private void beSilent() throws Exception {
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    for (int i = 0; i < 4; i++) {
      progress = Optional.of(new FetchProgress(++answers, 0));
      look();
    }
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

  private static final class SteppedClock extends Clock {
    private transient Instant now = Events.NOW;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
