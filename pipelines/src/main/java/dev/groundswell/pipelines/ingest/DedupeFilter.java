package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.DedupeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.datasketches.hash.MurmurHash3;

/**
 * Ids that one source partition delivered lately. Time is the source record's timestamp, so that a
 * replay decides as the first run did.
 */
final class DedupeFilter {

  private final long horizonMillis;
  private final int capacity;
  private final LinkedHashMap<Long, Long> seen = new LinkedHashMap<>();

  /**
   * @param horizon how long an id is remembered
   * @param capacity how many ids are remembered at most; the oldest go first
   */
  DedupeFilter(Duration horizon, int capacity) {
    this.horizonMillis = horizon.toMillis();
    this.capacity = capacity;
  }

  /** Remembers the id and says whether it is new within the horizon. */
  boolean isFirst(String eventId, long time) {
    forgetBefore(time - horizonMillis);
    if (seen.putIfAbsent(hash(eventId), time) != null) {
      return false;
    }
    if (seen.size() > capacity) {
      forgetOldest();
    }
    return true;
  }

  DedupeWindow window(String topic, int partition) {
    return DedupeWindow.newBuilder()
        .setTopic(topic)
        .setPartition(partition)
        .setIds(new ArrayList<>(seen.keySet()))
        .setTimes(new ArrayList<>(seen.values()))
        .build();
  }

  /** Takes over what another subtask, or this one before a restart, remembered. */
  void restore(DedupeWindow window) {
    List<Long> ids = window.getIds();
    for (int i = 0; i < ids.size(); i++) {
      seen.putIfAbsent(ids.get(i), window.getTimes().get(i));
    }
  }

  int size() {
    return seen.size();
  }

  private void forgetBefore(long time) {
    Iterator<Map.Entry<Long, Long>> oldest = seen.entrySet().iterator();
    while (oldest.hasNext() && oldest.next().getValue() < time) {
      oldest.remove();
    }
  }

  private void forgetOldest() {
    Iterator<Long> oldest = seen.keySet().iterator();
    oldest.next();
    oldest.remove();
  }

  private static long hash(String eventId) {
    return MurmurHash3.hash(eventId.toCharArray(), 0)[0];
  }
}
