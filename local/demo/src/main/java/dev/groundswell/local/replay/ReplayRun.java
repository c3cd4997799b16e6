package dev.groundswell.local.replay;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.flink.BoundedJob;
import dev.groundswell.local.recorded.RecordedEventReader;
import dev.groundswell.local.recorded.Recording;
import dev.groundswell.pipelines.decide.DecideConfig;
import dev.groundswell.pipelines.ingest.IngestStage;
import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.monitor.AbuseMonitorPipeline;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** The monitor's topology over a recording. It answers for rules: actors are left out. */
final class ReplayRun {

  /** The stages expose metrics wherever they run; nobody reads these. */
  private static final ExpositionConfig EXPOSITION =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000);

  /** What is decided is decided then: a replay says nothing of the time at which it ran. */
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private ReplayRun() {}

  /**
   * The alerts, by the time of their last event and by id.
   *
   * @param progress is told how many events have been matched, now and then
   * @throws IOException if there is no room for temporary files
   */
  static List<Alert> alerts(RulePack rules, Recording recording, LongConsumer progress)
      throws IOException {
    if (recording.size() == 0) {
      return List.of();
    }
    Path spool = Files.createTempFile("groundswell-replay", ".avro");
    try {
      recording.writeTo(spool);
      return run(rules, spool, recording.size(), progress).stream()
          .sorted(
              Comparator.<Alert>comparingLong(alert -> alert.getDetection().getLast())
                  .thenComparing(Alert::getAlertId)
                  .thenComparing(AlertJson::of))
          .toList();
    } finally {
      Files.deleteIfExists(spool);
    }
  }

  private static List<Alert> run(RulePack rules, Path spool, int events, LongConsumer progress) {
    BoundedJob job = new BoundedJob();
    AbuseMonitorPipeline.Streams outputs =
        AbuseMonitorPipeline.of(
                rules, DecideConfig.defaults(), TrendConfig.defaults(), CLOCK, EXPOSITION)
            .attach(
                IngestStage.recorded(
                    job.environment()
                        .fromSource(
                            new DataGeneratorSource<>(
                                new RecordedEventReader(spool.toFile()),
                                events,
                                new AvroTypeInfo<>(TelemetryEvent.class)),
                            WatermarkStrategy.<TelemetryEvent>forMonotonousTimestamps()
                                .withTimestampAssigner((event, none) -> event.getEventTime()),
                            "recorded")));
    BoundedJob.Yield<Alert> outcome =
        job.run(
            "replay",
            outputs.alerts().filter(alert -> alert.getDisposition() != Disposition.entity_risk),
            accumulators -> progress.accept(new Books(accumulators).of(Entry.EVENTS)));
    requireEverything(new Books(outcome.accumulators()), events, outcome.results().size());
    return outcome.results();
  }

  /** A back-test that has lost something would say that a rule is quiet. */
  private static void requireEverything(Books books, int events, int alerts) {
    if (books.of(Entry.EVENTS) != events
        || books.of(Entry.LATE_MATCHES) != 0
        || books.of(Entry.DETECTIONS) != alerts) {
      throw new IllegalStateException(
          "%d events were read and %d matched, %d matches late; %d detections and %d alerts"
              .formatted(
                  events,
                  books.of(Entry.EVENTS),
                  books.of(Entry.LATE_MATCHES),
                  books.of(Entry.DETECTIONS),
                  alerts));
    }
  }
}
