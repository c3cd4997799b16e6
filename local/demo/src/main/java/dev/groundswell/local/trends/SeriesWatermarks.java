package dev.groundswell.local.trends;

import dev.groundswell.schemas.TrendDelta;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * A watermark a row, which ends the minutes before it: sorted rows come a year in a second, and at
 * watermarks by the clock thousands of ticks would wait for one.
 */
final class SeriesWatermarks implements WatermarkGenerator<TrendDelta> {

  @Override
  public void onEvent(TrendDelta row, long minute, WatermarkOutput output) {
    output.emitWatermark(new Watermark(minute - 1));
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {}
}
