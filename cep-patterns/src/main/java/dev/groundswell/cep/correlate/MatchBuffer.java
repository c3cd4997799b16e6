package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.StepMatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * Matches of the current key that wait for the watermark, by event time and event id. Those of a
 * second are linked, each to one that came before: thousands may wait where a source is behind by
 * minutes, and few of them are due at a time.
 */
final class MatchBuffer {

  static final String MATCHES = "waiting-matches";
  static final String SECONDS = "waiting-seconds";

  private static final long SECOND_MILLIS = 1_000;

  /** In place of the link of the first match of a second. */
  private static final Tuple2<Long, String> NONE = Tuple2.of(Long.MIN_VALUE, "");

  /** Each with the link to the one before. */
  private final MapState<Tuple2<Long, String>, Tuple2<StepMatch, Tuple2<Long, String>>> matches;

  /** The newest match of each second. */
  private final MapState<Long, Tuple2<Long, String>> seconds;

  MatchBuffer(KeyedStateStore store) {
    this.matches = store.getMapState(matchesDescriptor());
    this.seconds = store.getMapState(secondsDescriptor());
  }

  static MapStateDescriptor<Tuple2<Long, String>, Tuple2<StepMatch, Tuple2<Long, String>>>
      matchesDescriptor() {
    return new MapStateDescriptor<>(
        MATCHES, linkType(), Types.TUPLE(new AvroTypeInfo<>(StepMatch.class), linkType()));
  }

  static MapStateDescriptor<Long, Tuple2<Long, String>> secondsDescriptor() {
    return new MapStateDescriptor<>(SECONDS, Types.LONG, linkType());
  }

  /** Adds a match, unless one of the same event waits already; says whether it did. */
  boolean add(StepMatch match) throws Exception {
    Tuple2<Long, String> key =
        Tuple2.of(match.getEvent().getEventTime(), match.getEvent().getEventId());
    if (matches.contains(key)) {
      return false;
    }
    Tuple2<Long, String> before = seconds.get(second(key.f0));
    matches.put(key, Tuple2.of(match, before == null ? NONE : before));
    seconds.put(second(key.f0), key);
    return true;
  }

  /**
   * Takes out what the watermark has passed.
   *
   * @param taken takes it, in no order
   * @return no other match is earlier, ms since 1970-01-01 UTC; {@link Due#NEVER} if none waits
   */
  long takeUntil(long watermark, List<StepMatch> taken) throws Exception {
    long next = Due.NEVER;
    Map<Long, Tuple2<Long, String>> due = new HashMap<>();
    for (Map.Entry<Long, Tuple2<Long, String>> second : seconds.entries()) {
      if (second.getKey() <= second(watermark)) {
        due.put(second.getKey(), second.getValue());
      } else {
        next = Math.min(next, second.getKey() * SECOND_MILLIS);
      }
    }
    for (Map.Entry<Long, Tuple2<Long, String>> second : due.entrySet()) {
      Tuple2<Long, String> left = NONE;
      for (Tuple2<Long, String> key = second.getValue(); !key.equals(NONE); ) {
        Tuple2<StepMatch, Tuple2<Long, String>> waiting = matches.get(key);
        if (key.f0 <= watermark) {
          taken.add(waiting.f0);
          matches.remove(key);
        } else {
          matches.put(key, Tuple2.of(waiting.f0, left));
          next = Math.min(next, key.f0);
          left = key;
        }
        key = waiting.f1;
      }
      if (left.equals(NONE)) {
        seconds.remove(second.getKey());
      } else {
        seconds.put(second.getKey(), left);
      }
    }
    return next;
  }

  private static TypeInformation<Tuple2<Long, String>> linkType() {
    return Types.TUPLE(Types.LONG, Types.STRING);
  }

  private static long second(long time) {
    return Math.floorDiv(time, SECOND_MILLIS);
  }
}
