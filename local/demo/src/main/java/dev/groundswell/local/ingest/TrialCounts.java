package dev.groundswell.local.ingest;

import dev.groundswell.pipelines.ingest.IngestTrial;
import dev.groundswell.pipelines.ingest.otlp.Fates;

/** What became of all items. */
final class TrialCounts {

  private long items;
  private long events;
  private long ignored;
  private long rejected;
  private Fates fates = Fates.NONE;

  void add(IngestTrial.Outcome outcome) {
    items += outcome.items();
    events += outcome.events().size();
    ignored += outcome.ignored();
    rejected += outcome.deadLetters().size();
  }

  void add(IngestTrial.Calls calls) {
    events += calls.events().size();
    fates = fates.plus(calls.fates());
  }

  boolean refusedAny() {
    return rejected > 0;
  }

  @Override
  public String toString() {
    return "%d items: %d events, %d merged, %d unused, %d orphans, %d ignored, %d rejected"
        .formatted(
            items, events, fates.merged(), fates.unused(), fates.orphans(), ignored, rejected);
  }
}
