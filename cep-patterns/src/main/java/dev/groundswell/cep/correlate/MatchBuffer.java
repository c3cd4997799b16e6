package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.StepMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * Matches of the current key that wait for the watermark, by event time and event id. They are kept
 * in buckets of {@value #BUCKET_MILLIS} ms: thousands may wait where a source is behind by minutes,
 * and few of them are due at a time.
 */
final class MatchBuffer {

  static final String MATCHES = "matches";

  private static final long BUCKET_MILLIS = 5_000;

  private final MapState<Long, Map<Tuple2<Long, String>, StepMatch>> buckets;

  MatchBuffer(KeyedStateStore store) {
    this.buckets = store.getMapState(descriptor());
  }

  static MapStateDescriptor<Long, Map<Tuple2<Long, String>, StepMatch>> descriptor() {
    return new MapStateDescriptor<>(
        MATCHES,
        Types.LONG,
        Types.MAP(Types.TUPLE(Types.LONG, Types.STRING), new AvroTypeInfo<>(StepMatch.class)));
  }

  /** Adds a match, unless one of the same event waits already; says whether it did. */
  boolean add(StepMatch match) throws Exception {
    long time = match.getEvent().getEventTime();
    long bucket = Math.floorDiv(time, BUCKET_MILLIS);
    Map<Tuple2<Long, String>, StepMatch> waiting = buckets.get(bucket);
    Map<Tuple2<Long, String>, StepMatch> grown = waiting == null ? new HashMap<>() : waiting;
    if (grown.putIfAbsent(Tuple2.of(time, match.getEvent().getEventId()), match) != null) {
      return false;
    }
    buckets.put(bucket, grown);
    return true;
  }

  /** Takes out what the watermark has passed: the matches of each time, earliest first. */
  List<List<StepMatch>> takeUntil(long watermark) throws Exception {
    TreeMap<Long, List<StepMatch>> taken = new TreeMap<>();
    for (long bucket : bucketsUntil(watermark)) {
      Map<Tuple2<Long, String>, StepMatch> waiting = buckets.get(bucket);
      Iterator<Map.Entry<Tuple2<Long, String>, StepMatch>> each = waiting.entrySet().iterator();
      while (each.hasNext()) {
        Map.Entry<Tuple2<Long, String>, StepMatch> match = each.next();
        long time = match.getKey().f0;
        if (time <= watermark) {
          taken.computeIfAbsent(time, at -> new ArrayList<>()).add(match.getValue());
          each.remove();
        }
      }
      if (waiting.isEmpty()) {
        buckets.remove(bucket);
      } else {
        buckets.put(bucket, waiting);
      }
    }
    return List.copyOf(taken.values());
  }

  /** The earliest time at which a match waits. */
  OptionalLong earliest() throws Exception {
    long first = Long.MAX_VALUE;
    for (long bucket : buckets.keys()) {
      first = Math.min(first, bucket);
    }
    return first == Long.MAX_VALUE
        ? OptionalLong.empty()
        : buckets.get(first).keySet().stream().mapToLong(key -> key.f0).min();
  }

  private List<Long> bucketsUntil(long time) throws Exception {
    List<Long> until = new ArrayList<>();
    for (long bucket : buckets.keys()) {
      if (bucket <= Math.floorDiv(time, BUCKET_MILLIS)) {
        until.add(bucket);
      }
    }
    return until;
  }
}
