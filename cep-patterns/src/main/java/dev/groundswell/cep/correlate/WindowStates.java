package dev.groundswell.cep.correlate;

import dev.groundswell.cep.correlate.Due.Kind;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;

/** The windows of one kind that the rules have, for the current key. */
final class WindowStates<W, K, V> {

  private final SlidingWindow<W, K, V> kind;
  private final GroupEntries<W> windows;
  private final MapState<Tuple2<String, K>, V> entries;
  private final Map<NodeId, Long> timespans = new HashMap<>();
  private final Kind dueKind;
  private final Due due;

  /** Registers the states. */
  WindowStates(
      KeyedStateStore store,
      SlidingWindow<W, K, V> kind,
      MapStateDescriptor<String, W> windows,
      MapStateDescriptor<Tuple2<String, K>, V> entries,
      Kind dueKind,
      Due due) {
    this.dueKind = dueKind;
    this.kind = kind;
    this.windows = new GroupEntries<>(store.getMapState(windows));
    this.entries = store.getMapState(entries);
    this.due = due;
  }

  /** Where the windows are kept, to go on with a group. */
  GroupEntries<W> windows() {
    return windows;
  }

  /** Windows of that correlation are kept for so long after their newest event, in ms. */
  void keep(NodeId node, long timespanMillis) {
    timespans.put(node, timespanMillis);
  }

  /** The window of a correlation and a part of the group. */
  Kept<W, K, V> at(NodeId node, String part) {
    return new InState(node.key(part));
  }

  /** Removes the windows of a correlation, in all parts of the group. */
  void clear(NodeId node) throws Exception {
    if (due.isEmpty(dueKind)) {
      return;
    }
    for (String key : windows.names(node)) {
      kind.clear(new InState(key));
    }
  }

  /**
   * Removes what no event after the watermark can be counted with, and what nobody counts.
   *
   * @return when the first of the others will be empty, ms since 1970-01-01 UTC
   */
  long expire(long watermark) throws Exception {
    long next = Due.NEVER;
    for (String key : windows.names()) {
      long expiry = expiry(key);
      if (expiry <= watermark) {
        kind.clear(new InState(key));
      } else {
        next = Math.min(next, expiry);
      }
    }
    return next;
  }

  private long expiry(String key) throws Exception {
    Long timespan = timespans.get(NodeId.of(key));
    return timespan == null ? Long.MIN_VALUE : kind.lastTime(windows.get(key)) + timespan;
  }

  private final class InState implements Kept<W, K, V> {

    private final String id;
    private final long timespan;

    InState(String id) {
      this.id = id;
      this.timespan = timespans.getOrDefault(NodeId.of(id), 0L);
    }

    @Override
    public W window() throws Exception {
      return due.isEmpty(dueKind) ? null : windows.get(id);
    }

    @Override
    public void window(W window) throws Exception {
      windows.put(id, window);
      due.by(dueKind, kind.lastTime(window) + timespan);
    }

    @Override
    public V get(K key) throws Exception {
      return entries.get(Tuple2.of(id, key));
    }

    @Override
    public void put(K key, V entry) throws Exception {
      entries.put(Tuple2.of(id, key), entry);
    }

    @Override
    public void remove(K key) throws Exception {
      entries.remove(Tuple2.of(id, key));
    }

    @Override
    public void close() throws Exception {
      windows.remove(id);
    }
  }
}
