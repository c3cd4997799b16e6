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
 * Events that one source partition delivered lately. An event is its id and its time: some gateways
 * let the client choose the id, and one that is used again must not hide another event.
 *
 * <p>All time here is event time, which no single record can push ahead.
 */
final class DedupeFilter {

  private final long horizonMillis;
  private final int capacity;

  /**
   * When each event was seen, by hash; in the order of arrival, which is that of time but for
   * disorder.
   */
  private final LinkedHashMap<Long, Long> seen = new LinkedHashMap<>();

  /**
   * @param horizon how long an event is remembered
   * @param capacity how many events are remembered at most; the oldest go first
   */
  DedupeFilter(Duration horizon, int capacity) {
    this.horizonMillis = horizon.toMillis();
    this.capacity = capacity;
  }

  /**
   * Remembers the event and says whether it is new within the horizon.
   *
   * @param watermark event time as far as it has come; an event behind it is seen then
   */
  boolean isFirst(String eventId, long eventTime, long watermark) {
    forget(watermark);
    if (seen.putIfAbsent(hash(eventId, eventTime), Math.max(eventTime, watermark)) != null) {
      return false;
    }
    keepCapacity();
    return true;
  }

  private void keepCapacity() {
    Iterator<Long> oldest = seen.keySet().iterator();
    while (seen.size() > capacity) {
      oldest.next();
      oldest.remove();
    }
  }

  private void forget(long watermark) {
    Iterator<Map.Entry<Long, Long>> oldest = seen.entrySet().iterator();
    // Added, not subtracted: the first watermark is the smallest number there is.
    while (oldest.hasNext() && oldest.next().getValue() + horizonMillis < watermark) {
      oldest.remove();
    }
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
    keepCapacity();
  }

  private static long hash(String eventId, long eventTime) {
    return MurmurHash3.hash(eventId.toCharArray(), eventTime)[0];
  }
}
