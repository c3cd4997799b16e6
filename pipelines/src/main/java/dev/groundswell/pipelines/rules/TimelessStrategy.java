package dev.groundswell.pipelines.rules;

import dev.groundswell.schemas.RuleRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Changes to the rules name the event time from which they hold, and never hold event time back.
 */
final class TimelessStrategy implements WatermarkStrategy<RuleRecord> {

  @Override
  public WatermarkGenerator<RuleRecord> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new WatermarkGenerator<>() {
      @Override
      public void onEvent(RuleRecord record, long timestamp, WatermarkOutput output) {
        // The end of time is told whether or not there are records.
      }

      @Override
      public void onPeriodicEmit(WatermarkOutput output) {
        output.emitWatermark(Watermark.MAX_WATERMARK);
      }
    };
  }
}
