package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.DedupeWindow;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** One {@link DedupeFilter} a source partition, and what of them belongs into a checkpoint. */
final class PartitionDedupe {

  /** After a restart every partition that has anything to say has spoken by then. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final IngestConfig config;
  private final InstantSource clock;
  private final Map<TopicPartition, DedupeFilter> owned = new HashMap<>();
  private final Map<TopicPartition, DedupeFilter> restored = new HashMap<>();
  private Instant restoredAt;

  PartitionDedupe(IngestConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Whether the item's event comes from its partition for the first time within the horizon.
   *
   * @param watermark event time as far as it has come
   */
  boolean isFirst(SourceItem item, long watermark) {
    TopicPartition source = new TopicPartition(item.getTopic(), item.getPartition());
    DedupeFilter filter = owned.get(source);
    if (filter == null) {
      filter = restored.containsKey(source) ? restored.remove(source) : newFilter();
      owned.put(source, filter);
    }
    TelemetryEvent event = ItemEvent.of(item);
    return filter.isFirst(event.getEventId(), event.getEventTime(), watermark);
  }

  /** Takes every subtask's windows; which partitions come here shows when they speak. */
  void restore(Iterable<DedupeWindow> windows) {
    restoredAt = clock.instant();
    for (DedupeWindow window : windows) {
      restored
          .computeIfAbsent(
              new TopicPartition(window.getTopic(), window.getPartition()), source -> newFilter())
          .restore(window);
    }
  }

  /**
   * Windows for the checkpoint. A restored one that nobody claims is somebody else's, and is kept
   * only until that is certain.
   */
  List<DedupeWindow> windows() {
    if (!restored.isEmpty() && clock.instant().isAfter(restoredAt.plus(PATIENCE))) {
      restored.clear();
    }
    List<DedupeWindow> windows = new ArrayList<>();
    collect(owned, windows);
    collect(restored, windows);
    return windows;
  }

  private static void collect(
      Map<TopicPartition, DedupeFilter> filters, List<DedupeWindow> windows) {
    filters.forEach(
        (source, filter) -> windows.add(filter.window(source.topic(), source.partition())));
  }

  private DedupeFilter newFilter() {
    return new DedupeFilter(config.dedupeHorizon(), config.dedupeCapacity());
  }
}
