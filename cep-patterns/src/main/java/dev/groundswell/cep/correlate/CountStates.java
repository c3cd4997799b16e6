package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Step.EventCount;
import dev.groundswell.schemas.CountWindow;
import dev.groundswell.schemas.EventSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** The sliding counts of events of all rules, for the current key. */
final class CountStates {

  static final String WINDOWS = "count-windows";
  static final String EVENTS = "count-events";

  private final Map<String, SlidingCount> counts = new HashMap<>();
  private final MapState<String, CountWindow> windows;
  private final MapState<Tuple2<String, Long>, EventSummary> events;

  /** Registers the state of the counts. */
  CountStates(KeyedStateStore store) {
    this.windows = store.getMapState(windowsDescriptor());
    this.events = store.getMapState(eventsDescriptor());
  }

  static MapStateDescriptor<String, CountWindow> windowsDescriptor() {
    return new MapStateDescriptor<>(WINDOWS, Types.STRING, new AvroTypeInfo<>(CountWindow.class));
  }

  static MapStateDescriptor<Tuple2<String, Long>, EventSummary> eventsDescriptor() {
    return new MapStateDescriptor<>(
        EVENTS, Types.TUPLE(Types.STRING, Types.LONG), new AvroTypeInfo<>(EventSummary.class));
  }

  /** A count whose state is kept under this id. */
  RunningCount add(String id, EventCount count) {
    SlidingCount sliding = new SlidingCount(count, new Kept(id));
    counts.put(id, sliding);
    return sliding;
  }

  /** Removes what no event after the watermark can be counted with, and unknown counts. */
  void expire(long watermark) throws Exception {
    Map<String, CountWindow> current = new HashMap<>();
    windows.entries().forEach(entry -> current.put(entry.getKey(), entry.getValue()));
    for (Map.Entry<String, CountWindow> entry : current.entrySet()) {
      SlidingCount count = counts.get(entry.getKey());
      if (count == null || count.expiry(entry.getValue()) <= watermark) {
        SlidingCount.clear(new Kept(entry.getKey()));
      }
    }
  }

  /** When the first count will be empty, ms since 1970-01-01 UTC. */
  OptionalLong nextExpiry() throws Exception {
    long next = Long.MAX_VALUE;
    for (Map.Entry<String, CountWindow> entry : windows.entries()) {
      next = Math.min(next, counts.get(entry.getKey()).expiry(entry.getValue()));
    }
    return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
  }

  private final class Kept implements CountedEvents {

    private final String id;

    Kept(String id) {
      this.id = id;
    }

    @Override
    public CountWindow window() throws Exception {
      return windows.get(id);
    }

    @Override
    public void window(CountWindow window) throws Exception {
      windows.put(id, window);
    }

    @Override
    public EventSummary get(long number) throws Exception {
      return events.get(Tuple2.of(id, number));
    }

    @Override
    public void put(long number, EventSummary event) throws Exception {
      events.put(Tuple2.of(id, number), event);
    }

    @Override
    public void remove(long number) throws Exception {
      events.remove(Tuple2.of(id, number));
    }

    @Override
    public void close() throws Exception {
      windows.remove(id);
    }
  }
}
