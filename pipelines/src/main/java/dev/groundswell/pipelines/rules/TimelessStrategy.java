package dev.groundswell.pipelines.rules;

import dev.groundswell.schemas.RuleRecord;
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
        // Tells no time.
      }

      @Override
      public void onPeriodicEmit(WatermarkOutput output) {
        // Not the end of time: where there is no telemetry, that would become the time of all.
        output.markIdle();
      }
    };
  }
}
