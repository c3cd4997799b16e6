package dev.groundswell.local.ingest;

import dev.groundswell.pipelines.ingest.IngestTrial;

/** What became of all items. */
final class TrialCounts {

  private long items;
  private long events;
  private long ignored;
  private long rejected;

  void add(IngestTrial.Outcome outcome) {
    items += outcome.items();
    events += outcome.events().size();
    ignored += outcome.ignored();
    rejected += outcome.deadLetters().size();
  }

  boolean refusedAny() {
    return rejected > 0;
  }

  @Override
  public String toString() {
    return "%d items: %d events, %d ignored, %d rejected"
        .formatted(items, events, ignored, rejected);
  }
}
