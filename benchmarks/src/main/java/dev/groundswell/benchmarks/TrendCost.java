package dev.groundswell.benchmarks;

import dev.groundswell.benchmarks.Series.Cost;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.pipelines.trend.TrendStage;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What the trends cost, beside decoding events and discarding them: {@link TrendStage} as the
 * monitor has it, whose points and shifts nobody writes.
 */
final class TrendCost {

  private static final long SEED = 7;

  private final Track track;
  private final Recording recording;
  private final Series discarded;
  private final Series trends;

  TrendCost(Track track, Path directory, long events) throws IOException {
    this.track = track;
    this.recording =
        Recording.write(directory.resolve("trends.avro"), TrendTraffic.mixed(SEED, events));
    this.discarded = new Series(events);
    this.trends = new Series(events);
  }

  void round(boolean counts) throws Exception {
    track.measure(TrendCost::discard, recording, discarded, counts);
    track.measure(TrendCost::trends, recording, trends, counts);
  }

  /** Of decoding an event and discarding it. */
  Cost discarded() {
    return discarded.cost();
  }

  /** Of decoding an event and adding it up to trends. */
  Cost trends() {
    return trends.cost();
  }

  private static void discard(DataStream<TelemetryEvent> events) {
    events.filter(event -> false);
  }

  private static void trends(DataStream<TelemetryEvent> events) {
    TrendStage.Streams streams =
        new TrendStage(TrendConfig.defaults(), ExpositionConfig.defaults())
            .attach(
                events,
                events.filter(event -> false),
                events
                    .filter(event -> false)
                    .map(event -> new Detection(), new AvroTypeInfo<>(Detection.class)),
                TrendStage.unmitigated(events.getExecutionEnvironment()));
    streams.points().filter(point -> false);
    streams.shifts().filter(shift -> false);
  }
}
