package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.DedupeWindow;
import dev.groundswell.schemas.SourceItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionDedupeTest {

  private static final long NOW = Events.NOW.toEpochMilli();

  private Instant now = Events.NOW;
  private final PartitionDedupe dedupe = new PartitionDedupe(IngestConfig.defaults(), () -> now);

  @Test
  void partitionsAreApart() {
    assertThat(dedupe.isFirst(item(0), NOW)).isTrue();
    assertThat(dedupe.isFirst(item(1), NOW)).isTrue();
    assertThat(dedupe.isFirst(item(0), NOW)).isFalse();
  }

  @Test
  void whoeverReadsAPartitionAfterARestartKnowsItsEvents() {
    dedupe.isFirst(item(0), NOW);
    assertThat(restored(dedupe.windows()).isFirst(item(0), NOW)).isFalse();
  }

  @Test
  void copiesOfOnePartitionFromSeveralSubtasksAreMerged() {
    dedupe.isFirst(item(0), NOW);
    List<DedupeWindow> copies = new ArrayList<>(dedupe.windows());
    copies.addAll(dedupe.windows());
    assertThat(restored(copies).windows()).hasSize(1);
  }

  @Test
  void aPartitionThatHasNotSpokenYetIsKept() {
    dedupe.isFirst(item(0), NOW);
    PartitionDedupe restored = restored(dedupe.windows());
    restored.isFirst(item(1), NOW);
    now = now.plus(PartitionDedupe.PATIENCE);
    assertThat(restored.windows())
        .extracting(DedupeWindow::getPartition)
        .containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void aPartitionThatNeverSpokeIsSomebodyElses() {
    dedupe.isFirst(item(0), NOW);
    PartitionDedupe restored = restored(dedupe.windows());
    now = now.plus(PartitionDedupe.PATIENCE).plusMillis(1);
    assertThat(restored.windows()).isEmpty();
  }

  private PartitionDedupe restored(List<DedupeWindow> windows) {
    PartitionDedupe restored = new PartitionDedupe(IngestConfig.defaults(), () -> now);
    restored.restore(windows);
    return restored;
  }

  private static SourceItem item(int partition) {
    SourceItem item = new SourceItem();
    item.setTopic("telemetry");
    item.setPartition(partition);
    item.setEvent(Events.valid());
    return item;
  }
}
