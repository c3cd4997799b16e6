package dev.groundswell.pipelines.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.RuleRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TimelessStrategyTest {

  /** Where a subtask has no telemetry, the end of time would be the only time that match knows. */
  @Test
  @Tag("S5")
  void neitherHoldsEventTimeBackNorTellsIt() {
    List<String> told = new ArrayList<>();
    WatermarkOutput output =
        new WatermarkOutput() {
          @Override
          public void emitWatermark(Watermark watermark) {
            told.add(watermark.toString());
          }

          @Override
          public void markIdle() {
            told.add("idle");
          }

          @Override
          public void markActive() {
            told.add("active");
          }
        };
    WatermarkGenerator<RuleRecord> generator =
        new TimelessStrategy<RuleRecord>().createWatermarkGenerator(null);
    generator.onEvent(new RuleRecord("rules", 0, 1L, 2L, "", null), 2, output);
    generator.onPeriodicEmit(output);
    assertThat(told).containsExactly("idle");
  }
}
