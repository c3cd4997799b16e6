package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.DedupeWindow;
import dev.groundswell.schemas.SourceItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One {@link DedupeFilter} a source partition, and what of them belongs into a checkpoint. */
final class PartitionDedupe {

  private record Source(String topic, int partition) {}

  private final IngestConfig config;
  private final Map<Source, DedupeFilter> owned = new HashMap<>();
  private final Map<Source, DedupeFilter> restored = new HashMap<>();
  private long watermark = Long.MIN_VALUE;

  PartitionDedupe(IngestConfig config) {
    this.config = config;
  }

  /**
   * Whether the item's event comes from its partition for the first time within the horizon.
   *
   * @param newWatermark event time as far as it has come
   */
  boolean isFirst(SourceItem item, long newWatermark) {
    watermark = newWatermark;
    Source source = new Source(item.getTopic(), item.getPartition());
    DedupeFilter filter = owned.get(source);
    if (filter == null) {
      filter = restored.containsKey(source) ? restored.remove(source) : newFilter();
      owned.put(source, filter);
    }
    return filter.isFirst(item.getEvent().getEventId(), item.getEvent().getEventTime(), watermark);
  }

  /** Takes every subtask's windows; which partitions come here shows when they speak. */
  void restore(Iterable<DedupeWindow> windows) {
    for (DedupeWindow window : windows) {
      restored
          .computeIfAbsent(
              new Source(window.getTopic(), window.getPartition()), source -> newFilter())
          .restore(window);
    }
  }

  /**
   * Windows for the checkpoint. A restored one is kept until event time has left it behind: a
   * partition that is read here holds event time back until it speaks.
   */
  List<DedupeWindow> windows() {
    restored.values().forEach(filter -> filter.forget(watermark));
    restored.values().removeIf(filter -> filter.size() == 0);
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
