package dev.groundswell.pipelines.time;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Of records that name the event time from which they hold, and never hold event time back: changes
 * to the rules, and mitigations.
 */
public final class TimelessStrategy<T> implements WatermarkStrategy<T> {

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new WatermarkGenerator<>() {
      @Override
      public void onEvent(T record, long timestamp, WatermarkOutput output) {
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
