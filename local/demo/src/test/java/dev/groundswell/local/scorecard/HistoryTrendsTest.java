package dev.groundswell.local.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.flink.BoundedJob;
import dev.groundswell.local.simulator.HistoryConfig;
import dev.groundswell.local.simulator.HistorySimulator;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.pipelines.trend.TrendStage;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the trend stage finds in a whole history, without Kafka. */
@Tag("evidence")
class HistoryTrendsTest {

  private static final Instant END = Instant.parse("2026-11-28T07:31:00Z");

  @Test
  void whatIsPlantedOpensAsItShouldAndNothingElseDoes() {
    HistoryConfig config = new HistoryConfig(1, Duration.ofDays(28), END);
    long records = records(config);

    TrendScorecard scorecard =
        TrendScorecard.of(
            HistorySimulator.planted(config), config, records, openings(config, records));

    assertThat(scorecard.planted()).hasSize(6);
    assertThat(scorecard.perfect()).as(() -> String.join("\n", scorecard.lines())).isTrue();
  }

  private static List<TrendShift> openings(HistoryConfig config, long records) {
    BoundedJob job = new BoundedJob();
    AvroTypeInfo<TelemetryEvent> type = new AvroTypeInfo<>(TelemetryEvent.class);
    DataStream<TelemetryEvent> events =
        job.environment()
            .fromSource(
                new DataGeneratorSource<>(new IngestedHistory(config), records, type),
                WatermarkStrategy.<TelemetryEvent>forMonotonousTimestamps()
                    .withTimestampAssigner((event, none) -> event.getEventTime()),
                "history");
    DataStream<TelemetryEvent> none = events.filter(event -> false);
    TrendStage stage =
        new TrendStage(
            TrendConfig.defaults(), new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000));
    DataStream<TrendShift> shifts =
        stage
            .attach(
                events,
                none,
                none.map(event -> new Detection(), new AvroTypeInfo<>(Detection.class)),
                TrendStage.unmitigated(job.environment()))
            .shifts();
    return job.run(
            "history",
            shifts.filter(shift -> shift.getState() == ShiftState.opened),
            accumulators -> {})
        .results();
  }

  private static long records(HistoryConfig config) {
    HistorySimulator history = new HistorySimulator(config);
    long records = 0;
    while (history.hasNext()) {
      history.next();
      records++;
    }
    return records;
  }
}
