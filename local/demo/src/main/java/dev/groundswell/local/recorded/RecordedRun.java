package dev.groundswell.local.recorded;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.flink.BoundedJob;
import dev.groundswell.pipelines.decide.DecideConfig;
import dev.groundswell.pipelines.ingest.IngestStage;
import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.monitor.AbuseMonitorPipeline;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The monitor's topology over a recording, from its first event to its last.
 *
 * @param rules that run
 * @param trend settings of the trends
 * @param recording the events; one or more
 */
public record RecordedRun(RulePack rules, TrendConfig trend, Recording recording) {

  /** The stages expose metrics wherever they run; nobody reads these. */
  public static final ExpositionConfig EXPOSITION =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000);

  /** What is decided is decided then: a run says nothing of the time at which it ran. */
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  /**
   * Runs it.
   *
   * @param name of the job
   * @param wanted what is wanted of what the monitor yields
   * @param progress is told how many events have been matched, now and then
   * @throws CommandFailure if there is no room for temporary files, or the job fails
   */
  public <T> BoundedJob.Yield<T> run(
      String name,
      Function<AbuseMonitorPipeline.Streams, DataStream<T>> wanted,
      LongConsumer progress) {
    try {
      Path spool = Files.createTempFile("groundswell-" + name, ".avro");
      try {
        recording.writeTo(spool);
        return runOver(spool, name, wanted, progress);
      } finally {
        Files.deleteIfExists(spool);
      }
    } catch (IOException e) {
      throw new CommandFailure("there is no room for temporary files: " + e.getMessage(), e);
    }
  }

  private <T> BoundedJob.Yield<T> runOver(
      Path spool,
      String name,
      Function<AbuseMonitorPipeline.Streams, DataStream<T>> wanted,
      LongConsumer progress) {
    BoundedJob job = new BoundedJob();
    AbuseMonitorPipeline.Streams outputs =
        AbuseMonitorPipeline.of(rules, DecideConfig.defaults(), trend, CLOCK, EXPOSITION)
            .attach(
                IngestStage.recorded(
                    job.environment()
                        .fromSource(
                            new DataGeneratorSource<>(
                                new RecordedEventReader(spool.toFile()),
                                recording.size(),
                                new AvroTypeInfo<>(TelemetryEvent.class)),
                            WatermarkStrategy.<TelemetryEvent>forMonotonousTimestamps()
                                .withTimestampAssigner((event, none) -> event.getEventTime()),
                            "recorded")));
    BoundedJob.Yield<T> outcome =
        job.run(
            name,
            wanted.apply(outputs),
            accumulators -> progress.accept(new Books(accumulators).of(Entry.EVENTS)));
    requireEverything(new Books(outcome.accumulators()));
    return outcome;
  }

  /** A back-test that has lost something would say that nothing happened. */
  private void requireEverything(Books books) {
    if (books.of(Entry.EVENTS) != recording.size() || books.of(Entry.LATE_MATCHES) != 0) {
      throw new IllegalStateException(
          "%d events were read and %d matched, %d matches late"
              .formatted(recording.size(), books.of(Entry.EVENTS), books.of(Entry.LATE_MATCHES)));
    }
  }
}
