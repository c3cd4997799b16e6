package dev.groundswell.local.trends;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.flink.BoundedJob;
import dev.groundswell.local.recorded.Recorded;
import dev.groundswell.local.recorded.RecordedRun;
import dev.groundswell.local.recorded.Recording;
import dev.groundswell.local.recorded.Series;
import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.monitor.AbuseMonitorPipeline;
import dev.groundswell.pipelines.trend.ShiftConfig;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.pipelines.trend.TrendStage;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendShift;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * The production trends over what was recorded. Results are all revisions of shifts, by when they
 * were told of and by id.
 *
 * @param tick how often cells are judged
 * @param progress is told how many events or rows have been taken, now and then
 */
record TrendsRun(TickLength tick, LongConsumer progress) {

  private static final String JOB = "trends";

  /** How long a target is watched before anything opens in its cells. */
  static final Duration WARM_UP = ShiftConfig.defaults().warmUp();

  /** Shifts of events, and of what these rules detect in them. */
  List<TrendShift> shifts(RulePack rules, Recording recording) {
    if (recording.size() == 0) {
      return List.of();
    }
    BoundedJob.Yield<TrendShift> outcome =
        new RecordedRun(rules, config(), recording)
            .run(JOB, AbuseMonitorPipeline.Streams::shifts, progress);
    return untilTheEnd(recording, outcome.results());
  }

  /**
   * Shifts of a series.
   *
   * @param target what it is a series of
   */
  List<TrendShift> shifts(Series series, String target) {
    int rows = series.rows().size();
    if (rows == 0) {
      return List.of();
    }
    BoundedJob job = new BoundedJob();
    TrendStage.Streams trends =
        new TrendStage(config(), RecordedRun.EXPOSITION)
            .attach(
                job.environment()
                    .fromSource(
                        new DataGeneratorSource<>(
                            new SeriesPanes(series, target),
                            rows,
                            new AvroTypeInfo<>(TrendDelta.class)),
                        WatermarkStrategy.<TrendDelta>forGenerator(
                                context -> new SeriesWatermarks())
                            .withTimestampAssigner((row, none) -> row.getPaneStart()),
                        "series"),
                TrendStage.unmitigated(job.environment()));
    BoundedJob.Yield<TrendShift> outcome =
        job.run(
            JOB,
            trends.shifts(),
            accumulators -> progress.accept(new Books(accumulators).of(Entry.MERGED)));
    requireEverything(new Books(outcome.accumulators()), rows);
    return untilTheEnd(series, outcome.results());
  }

  private static void requireEverything(Books books, int rows) {
    if (books.of(Entry.MERGED) != rows) {
      throw new IllegalStateException(
          "%d rows were read and %d counted".formatted(rows, books.of(Entry.MERGED)));
    }
  }

  private TrendConfig config() {
    TrendConfig production = TrendConfig.defaults();
    return new TrendConfig(
        production.allowedLateness(), production.mostTargets(), ShiftConfig.defaults(tick.grain()));
  }

  /**
   * At the end of its input a job takes it that nothing comes any more, and closes what is open.
   * That is of no tick of the recording, which only ended.
   */
  private List<TrendShift> untilTheEnd(Recorded recorded, List<TrendShift> revisions) {
    long end = tick.end(recorded.span().orElseThrow().last().toEpochMilli());
    return revisions.stream()
        .filter(revision -> revision.getUpdated() <= end)
        .sorted(
            Comparator.comparingLong(TrendShift::getUpdated)
                .thenComparing(TrendShift::getShiftId)
                .thenComparing(TrendShift::getRevision))
        .toList();
  }
}
