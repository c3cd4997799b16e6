package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.SourceItem;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time with bounded out-of-orderness, per partition, that hostile times cannot move: what was
 * refused is not looked at, and no event pushes the watermark past the clock.
 */
final class EventTimeStrategy implements WatermarkStrategy<SourceItem> {

  private final Clock clock;
  private final Duration outOfOrderness;

  EventTimeStrategy(Clock clock, Duration outOfOrderness) {
    this.clock = clock;
    this.outOfOrderness = outOfOrderness;
  }

  @Override
  public TimestampAssigner<SourceItem> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return (item, recordTime) ->
        item.getEvent() == null ? item.getTime() : item.getEvent().getEventTime();
  }

  @Override
  public WatermarkGenerator<SourceItem> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new Generator();
  }

  private final class Generator implements WatermarkGenerator<SourceItem> {

    private long latest = Long.MIN_VALUE + outOfOrderness.toMillis() + 1;

    @Override
    public void onEvent(SourceItem item, long timestamp, WatermarkOutput output) {
      if (item.getEvent() != null && timestamp > latest) {
        latest = Math.max(latest, Math.min(timestamp, clock.millis()));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.emitWatermark(new Watermark(latest - outOfOrderness.toMillis() - 1));
    }
  }
}
