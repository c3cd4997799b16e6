package dev.groundswell.local.replay;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.flink.BoundedJob;
import dev.groundswell.local.recorded.RecordedRun;
import dev.groundswell.local.recorded.Recording;
import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Disposition;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;

/** The monitor's topology over a recording. It answers for rules: actors are left out. */
final class ReplayRun {

  private ReplayRun() {}

  /**
   * The alerts, by the time of their last event and by id.
   *
   * @param progress is told how many events have been matched, now and then
   */
  static List<Alert> alerts(RulePack rules, Recording recording, LongConsumer progress) {
    if (recording.size() == 0) {
      return List.of();
    }
    BoundedJob.Yield<Alert> outcome =
        new RecordedRun(rules, TrendConfig.defaults(), recording)
            .run(
                "replay",
                outputs ->
                    outputs
                        .alerts()
                        .filter(alert -> alert.getDisposition() != Disposition.entity_risk),
                progress);
    requireEverything(new Books(outcome.accumulators()), outcome.results().size());
    return outcome.results().stream()
        .sorted(
            Comparator.<Alert>comparingLong(alert -> alert.getDetection().getLast())
                .thenComparing(Alert::getAlertId)
                .thenComparing(AlertJson::of))
        .toList();
  }

  /** A back-test that has lost something would say that a rule is quiet. */
  private static void requireEverything(Books books, int alerts) {
    if (books.of(Entry.DETECTIONS) != alerts) {
      throw new IllegalStateException(
          "%d detections and %d alerts".formatted(books.of(Entry.DETECTIONS), alerts));
    }
  }
}
