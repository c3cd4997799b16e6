package dev.groundswell.local.history;

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

  @Test
  void whatIsPlantedOpensAsItShouldAndNothingElseDoes() {
    for (long seed :
        Long.getLong("seeds") == null
            ? List.of(7L)
            : java.util.stream.LongStream.rangeClosed(1, Long.getLong("seeds")).boxed().toList()) {
      HistoryConfig config =
          new HistoryConfig(seed, Duration.ofDays(28), Instant.parse("2026-11-28T07:31:00Z"));
      long t0 = System.nanoTime();
      System.err.println("seed " + seed + " " + config.start());
      HistorySimulator.planted(config).forEach(System.err::println);
      for (TrendShift s : shifts(config)) {
        System.err.println(
            Instant.ofEpochMilli(s.getOpened())
                + " "
                + s.getKind()
                + " "
                + s.getTechnique()
                + " "
                + s.getTargetKind()
                + ":"
                + s.getTarget()
                + " n="
                + s.getDistinctActors()
                + " exp="
                + s.getExpected());
      }
      System.err.println("took " + (System.nanoTime() - t0) / 1e9);
    }
  }

  private static List<TrendShift> shifts(HistoryConfig config) {
    BoundedJob job = new BoundedJob();
    AvroTypeInfo<TelemetryEvent> type = new AvroTypeInfo<>(TelemetryEvent.class);
    DataStream<TelemetryEvent> events =
        job.environment()
            .fromSource(
                new DataGeneratorSource<>(new IngestedHistory(config), records(config), type),
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
                none.map(event -> new Detection(), new AvroTypeInfo<>(Detection.class)))
            .shifts();
    return job.run("history", shifts.filter(s -> s.getState() == ShiftState.opened), books -> {})
        .results();
  }

  private static long records(HistoryConfig config) {
    HistorySimulator history = new HistorySimulator(config);
    long records = 0;
    while (history.hasNext()) {
      history.next();
      records++;
    }
    System.err.println("records " + records);
    return records;
  }
}
