package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.DedupeWindow;
import dev.groundswell.schemas.SourceItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionDedupeTest {

  private Instant now = Events.NOW;
  private final PartitionDedupe dedupe = dedupe();

  @Test
  void partitionsAreApart() {
    assertThat(dedupe.isFirst(item(0))).isTrue();
    assertThat(dedupe.isFirst(item(1))).isTrue();
    assertThat(dedupe.isFirst(item(0))).isFalse();
  }

  @Test
  void whoeverReadsAPartitionAfterARestartKnowsItsIds() {
    dedupe.isFirst(item(0));
    PartitionDedupe restored = dedupe();
    restored.restore(dedupe.windows());
    assertThat(restored.isFirst(item(0))).isFalse();
  }

  @Test
  void copiesOfOnePartitionFromSeveralSubtasksAreMerged() {
    dedupe.isFirst(item(0));
    List<DedupeWindow> copies = new ArrayList<>(dedupe.windows());
    copies.addAll(dedupe.windows());
    PartitionDedupe restored = dedupe();
    restored.restore(copies);
    assertThat(restored.windows()).hasSize(1);
  }

  @Test
  void partitionsThatNeverSpeakHereAreForgottenAfterTheHorizon() {
    dedupe.isFirst(item(0));
    PartitionDedupe restored = dedupe();
    restored.restore(dedupe.windows());
    assertThat(restored.windows()).hasSize(1);
    now = now.plusSeconds(61);
    assertThat(restored.windows()).isEmpty();
  }

  private PartitionDedupe dedupe() {
    return new PartitionDedupe(IngestConfig.defaults(), () -> now);
  }

  private SourceItem item(int partition) {
    SourceItem item = new SourceItem();
    item.setTopic("telemetry");
    item.setPartition(partition);
    item.setTime(now.toEpochMilli());
    item.setEvent(Events.valid());
    return item;
  }
}
