package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.StepMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * Matches of the current key that wait for the watermark, by event time and event id. Which of them
 * wait is noted second by second: thousands may where a source is behind by minutes, and few of
 * them are due at a time.
 */
final class MatchBuffer {

  static final String MATCHES = "matches";
  static final String WAITING = "waiting";
  static final String SECONDS = "seconds";

  private static final long SECOND_MILLIS = 1_000;

  private final MapState<Tuple2<Long, String>, StepMatch> matches;

  /** What waits, by its second and a number from 0. */
  private final MapState<Tuple2<Long, Integer>, Tuple2<Long, String>> waiting;

  /** How many wait, by second. */
  private final MapState<Long, Integer> seconds;

  MatchBuffer(KeyedStateStore store) {
    this.matches = store.getMapState(matchesDescriptor());
    this.waiting = store.getMapState(waitingDescriptor());
    this.seconds = store.getMapState(secondsDescriptor());
  }

  static MapStateDescriptor<Tuple2<Long, String>, StepMatch> matchesDescriptor() {
    return new MapStateDescriptor<>(
        MATCHES, Types.TUPLE(Types.LONG, Types.STRING), new AvroTypeInfo<>(StepMatch.class));
  }

  static MapStateDescriptor<Tuple2<Long, Integer>, Tuple2<Long, String>> waitingDescriptor() {
    return new MapStateDescriptor<>(
        WAITING, Types.TUPLE(Types.LONG, Types.INT), Types.TUPLE(Types.LONG, Types.STRING));
  }

  static MapStateDescriptor<Long, Integer> secondsDescriptor() {
    return new MapStateDescriptor<>(SECONDS, Types.LONG, Types.INT);
  }

  /** Adds a match, unless one of the same event waits already; says whether it did. */
  boolean add(StepMatch match) throws Exception {
    long time = match.getEvent().getEventTime();
    Tuple2<Long, String> key = Tuple2.of(time, match.getEvent().getEventId());
    if (matches.contains(key)) {
      return false;
    }
    matches.put(key, match);
    long second = second(time);
    int number = waitingIn(second);
    waiting.put(Tuple2.of(second, number), key);
    seconds.put(second, number + 1);
    return true;
  }

  /** Takes out what the watermark has passed: the matches of each time, earliest first. */
  List<List<StepMatch>> takeUntil(long watermark) throws Exception {
    TreeMap<Long, List<StepMatch>> taken = new TreeMap<>();
    for (long second : secondsUntil(second(watermark))) {
      int left = 0;
      int before = waitingIn(second);
      for (int number = 0; number < before; number++) {
        Tuple2<Long, String> key = waiting.get(Tuple2.of(second, number));
        if (key.f0 > watermark) {
          waiting.put(Tuple2.of(second, left++), key);
        } else {
          taken.computeIfAbsent(key.f0, at -> new ArrayList<>()).add(matches.get(key));
          matches.remove(key);
        }
      }
      shorten(second, before, left);
    }
    return List.copyOf(taken.values());
  }

  /** The earliest time at which a match waits. */
  OptionalLong earliest() throws Exception {
    long first = Long.MAX_VALUE;
    for (long second : seconds.keys()) {
      first = Math.min(first, second);
    }
    if (first == Long.MAX_VALUE) {
      return OptionalLong.empty();
    }
    long earliest = Long.MAX_VALUE;
    for (int number = 0; number < waitingIn(first); number++) {
      earliest = Math.min(earliest, waiting.get(Tuple2.of(first, number)).f0);
    }
    return OptionalLong.of(earliest);
  }

  private void shorten(long second, int before, int after) throws Exception {
    for (int number = after; number < before; number++) {
      waiting.remove(Tuple2.of(second, number));
    }
    if (after == 0) {
      seconds.remove(second);
    } else {
      seconds.put(second, after);
    }
  }

  private List<Long> secondsUntil(long last) throws Exception {
    List<Long> until = new ArrayList<>();
    for (long second : seconds.keys()) {
      if (second <= last) {
        until.add(second);
      }
    }
    return until;
  }

  private int waitingIn(long second) throws Exception {
    Integer number = seconds.get(second);
    return number == null ? 0 : number;
  }

  private static long second(long time) {
    return Math.floorDiv(time, SECOND_MILLIS);
  }
}
