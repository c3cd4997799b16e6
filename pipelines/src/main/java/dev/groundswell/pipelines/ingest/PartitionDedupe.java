package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.DedupeWindow;
import dev.groundswell.schemas.SourceItem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One {@link DedupeFilter} a source partition, and what of them belongs into a checkpoint. */
final class PartitionDedupe {

  private record Source(String topic, int partition) {}

  private final IngestConfig config;
  private final InstantSource clock;
  private final Map<Source, DedupeFilter> owned = new HashMap<>();
  private final Map<Source, DedupeFilter> restored = new HashMap<>();
  private long restoredAt;

  PartitionDedupe(IngestConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  boolean isFirst(SourceItem item) {
    Source source = new Source(item.getTopic(), item.getPartition());
    DedupeFilter filter = owned.get(source);
    if (filter == null) {
      filter = restored.containsKey(source) ? restored.remove(source) : newFilter();
      owned.put(source, filter);
    }
    return filter.isFirst(item.getEvent().getEventId(), item.getTime());
  }

  /** Takes every subtask's windows; which partitions come here shows when they speak. */
  void restore(Iterable<DedupeWindow> windows) {
    restoredAt = clock.millis();
    for (DedupeWindow window : windows) {
      restored
          .computeIfAbsent(
              new Source(window.getTopic(), window.getPartition()), source -> newFilter())
          .restore(window);
    }
  }

  /** Windows for the checkpoint. Partitions not heard of for a horizon are somebody else's. */
  List<DedupeWindow> windows() {
    if (clock.millis() - restoredAt > config.dedupeHorizon().toMillis()) {
      restored.clear();
    }
    List<DedupeWindow> windows = new ArrayList<>();
    collect(owned, windows);
    collect(restored, windows);
    return windows;
  }

  private static void collect(Map<Source, DedupeFilter> filters, List<DedupeWindow> windows) {
    filters.forEach(
        (source, filter) -> windows.add(filter.window(source.topic(), source.partition())));
  }

  private DedupeFilter newFilter() {
    return new DedupeFilter(config.dedupeHorizon(), config.dedupeCapacity());
  }
}
