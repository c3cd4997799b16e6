package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Step.ValueCount;
import dev.groundswell.schemas.CountedValue;
import dev.groundswell.schemas.ValueWindow;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** The sliding counts of distinct values of all rules, for the current key. */
final class ValueCountStates {

  static final String WINDOWS = "value-windows";
  static final String VALUES = "values";

  private final Map<String, SlidingValueCount> counts = new HashMap<>();
  private final MapState<String, ValueWindow> windows;
  private final MapState<Tuple2<String, String>, CountedValue> values;

  /** Registers the state of the counts. */
  ValueCountStates(KeyedStateStore store) {
    this.windows = store.getMapState(windowsDescriptor());
    this.values = store.getMapState(valuesDescriptor());
  }

  static MapStateDescriptor<String, ValueWindow> windowsDescriptor() {
    return new MapStateDescriptor<>(WINDOWS, Types.STRING, new AvroTypeInfo<>(ValueWindow.class));
  }

  static MapStateDescriptor<Tuple2<String, String>, CountedValue> valuesDescriptor() {
    return new MapStateDescriptor<>(
        VALUES, Types.TUPLE(Types.STRING, Types.STRING), new AvroTypeInfo<>(CountedValue.class));
  }

  /** A count whose state is kept under this id. */
  RunningCount add(String id, ValueCount count) {
    SlidingValueCount sliding = new SlidingValueCount(count, new Kept(id));
    counts.put(id, sliding);
    return sliding;
  }

  /** Removes what no event after the watermark can be counted with, and unknown counts. */
  void expire(long watermark) throws Exception {
    Map<String, ValueWindow> current = new HashMap<>();
    windows.entries().forEach(entry -> current.put(entry.getKey(), entry.getValue()));
    for (Map.Entry<String, ValueWindow> entry : current.entrySet()) {
      SlidingValueCount count = counts.get(entry.getKey());
      if (count == null || count.expiry(entry.getValue()) <= watermark) {
        SlidingValueCount.clear(new Kept(entry.getKey()));
      }
    }
  }

  /** When the first count will be empty, ms since 1970-01-01 UTC. */
  OptionalLong nextExpiry() throws Exception {
    long next = Long.MAX_VALUE;
    for (Map.Entry<String, ValueWindow> entry : windows.entries()) {
      next = Math.min(next, counts.get(entry.getKey()).expiry(entry.getValue()));
    }
    return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
  }

  private final class Kept implements CountedValues {

    private final String id;

    Kept(String id) {
      this.id = id;
    }

    @Override
    public ValueWindow window() throws Exception {
      return windows.get(id);
    }

    @Override
    public void window(ValueWindow window) throws Exception {
      windows.put(id, window);
    }

    @Override
    public CountedValue get(String value) throws Exception {
      return values.get(Tuple2.of(id, value));
    }

    @Override
    public void put(String value, CountedValue entry) throws Exception {
      values.put(Tuple2.of(id, value), entry);
    }

    @Override
    public void remove(String value) throws Exception {
      values.remove(Tuple2.of(id, value));
    }

    @Override
    public void close() throws Exception {
      windows.remove(id);
    }
  }
}
