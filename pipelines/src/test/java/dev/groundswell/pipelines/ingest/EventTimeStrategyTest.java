package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.SourceItem;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class EventTimeStrategyTest {

  private static final long NOW = Events.NOW.toEpochMilli();

  private final EventTimeStrategy strategy =
      new EventTimeStrategy(Clock.fixed(Events.NOW, ZoneOffset.UTC), Duration.ofSeconds(5));
  private final WatermarkGenerator<SourceItem> generator = strategy.createWatermarkGenerator(null);

  @Test
  void theWatermarkFollowsTheLatestEventByTheBound() {
    see(NOW - 10_000);
    see(NOW - 20_000);
    assertThat(watermark()).isEqualTo(NOW - 15_001);
  }

  @Test
  void aClockThatRunsAheadDoesNotPushItPastOurs() {
    see(NOW + 4_000);
    assertThat(watermark()).isEqualTo(NOW - 5_001);
  }

  @Test
  void refusedItemsDoNotMoveIt() {
    see(NOW - 10_000);
    SourceItem refused = new SourceItem();
    refused.setReason(DeadLetterReason.undecodable);
    refused.setTime(NOW);
    generator.onEvent(refused, NOW, new LastWatermark());
    assertThat(watermark()).isEqualTo(NOW - 15_001);
  }

  @Test
  void nothingSeenIsNoProgress() {
    assertThat(watermark()).isEqualTo(Long.MIN_VALUE);
  }

  private void see(long time) {
    SourceItem item = new SourceItem();
    item.setEvent(Events.valid());
    item.getEvent().setEventTime(time);
    long assigned = strategy.createTimestampAssigner(null).extractTimestamp(item, NOW);
    generator.onEvent(item, assigned, new LastWatermark());
  }

  private long watermark() {
    LastWatermark output = new LastWatermark();
    generator.onPeriodicEmit(output);
    return output.time;
  }

  private static final class LastWatermark implements WatermarkOutput {
    private long time;

    @Override
    public void emitWatermark(Watermark watermark) {
      time = watermark.getTimestamp();
    }

    @Override
    public void markIdle() {
      throw new AssertionError("idleness is Flink's business");
    }

    @Override
    public void markActive() {
      throw new AssertionError("idleness is Flink's business");
    }
  }
}
