package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.StepMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** Matches of the current key that wait for the watermark, by event time and event id. */
final class MatchBuffer {

  static final String MATCHES = "matches";

  private final MapState<Long, Map<String, StepMatch>> matches;

  MatchBuffer(KeyedStateStore store) {
    this.matches = store.getMapState(descriptor());
  }

  static MapStateDescriptor<Long, Map<String, StepMatch>> descriptor() {
    return new MapStateDescriptor<>(
        MATCHES, Types.LONG, Types.MAP(Types.STRING, new AvroTypeInfo<>(StepMatch.class)));
  }

  /** Adds a match, unless one of the same event waits already; says whether it did. */
  boolean add(StepMatch match) throws Exception {
    long time = match.getEvent().getEventTime();
    Map<String, StepMatch> waiting = matches.get(time);
    Map<String, StepMatch> grown = waiting == null ? new HashMap<>() : waiting;
    if (grown.putIfAbsent(match.getEvent().getEventId(), match) != null) {
      return false;
    }
    matches.put(time, grown);
    return true;
  }

  /** Takes out what the watermark has passed: the matches of each time, earliest first. */
  List<List<StepMatch>> takeUntil(long watermark) throws Exception {
    List<Long> times = new ArrayList<>();
    for (Long time : matches.keys()) {
      if (time <= watermark) {
        times.add(time);
      }
    }
    times.sort(null);
    List<List<StepMatch>> taken = new ArrayList<>(times.size());
    for (Long time : times) {
      taken.add(new ArrayList<>(matches.get(time).values()));
      matches.remove(time);
    }
    return taken;
  }

  /** The earliest time at which a match waits. */
  OptionalLong earliest() throws Exception {
    long earliest = Long.MAX_VALUE;
    for (Long time : matches.keys()) {
      earliest = Math.min(earliest, time);
    }
    return earliest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(earliest);
  }
}
