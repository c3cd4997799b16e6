package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("S11")
class SilenceOperatorTest {

  private static final long NOW = Events.NOW.toEpochMilli();

  private final SteppedClock clock = new SteppedClock();
  private OneInputStreamOperatorTestHarness<String, String> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new SilenceOperator<>(
                clock,
                Duration.ofSeconds(5),
                new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000)));
    harness.open();
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
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    assertThat(watermarks()).containsExactly(NOW - 5_001, NOW + 5_000);
    clock.now = Events.NOW.plusSeconds(20);
    harness.setProcessingTime(1_000);
    assertThat(watermarks()).containsExactly(NOW - 5_001, NOW + 5_000, NOW + 15_000);
  }

  @Test
  void neverForwardsTheSilenceItself() throws Exception {
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    assertThat(harness.getOutput()).noneMatch(WatermarkStatus.class::isInstance);
  }

  @Test
  void neverGoesBackWhenAnInputSpeaksAgain() throws Exception {
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
    harness.processWatermark(NOW - 60_000);
    clock.now = Events.NOW.plusSeconds(60);
    harness.setProcessingTime(1_000);
    assertThat(watermarks()).containsExactly(NOW - 5_000);
  }

  @Test
  void endsEventTimeWhenItIsDrainedInSilence() throws Exception {
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    harness.getOperator().finish();
    assertThat(watermarks()).containsExactly(NOW - 5_000, Watermark.MAX_WATERMARK.getTimestamp());
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
