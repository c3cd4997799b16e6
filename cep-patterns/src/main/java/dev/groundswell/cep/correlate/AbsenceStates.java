package dev.groundswell.cep.correlate;

import dev.groundswell.cep.correlate.Due.Kind;
import dev.groundswell.schemas.PendingMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** What absence needs to be known, for the current key: what came last, and what is to wait for. */
final class AbsenceStates {

  static final String LAST_SEEN = "last-seen";
  static final String PENDING = "pending";

  private final MapState<String, Long> lastSeen;
  private final MapState<String, PendingMatch> pending;
  private final Map<NodeId, Long> memory = new HashMap<>();
  private final Due due;

  AbsenceStates(KeyedStateStore store, Due due) {
    this.due = due;
    this.lastSeen = store.getMapState(lastSeenDescriptor());
    this.pending = store.getMapState(pendingDescriptor());
  }

  static MapStateDescriptor<String, Long> lastSeenDescriptor() {
    return new MapStateDescriptor<>(LAST_SEEN, Types.STRING, Types.LONG);
  }

  static MapStateDescriptor<String, PendingMatch> pendingDescriptor() {
    return new MapStateDescriptor<>(PENDING, Types.STRING, new AvroTypeInfo<>(PendingMatch.class));
  }

  /** What a sequence sees is remembered for so long, in ms. */
  void remember(NodeId sequence, long millis) {
    memory.merge(sequence, millis, Math::max);
  }

  /** When an event of that name was seen last for a sequence, or null. */
  Long lastSeen(NodeId sequence, String step) throws Exception {
    return due.isEmpty(Kind.ABSENCES) ? null : lastSeen.get(sequence.key(step));
  }

  void seen(NodeId sequence, String step, long time) throws Exception {
    lastSeen.put(sequence.key(step), time);
    due.by(Kind.ABSENCES, time + memory.get(sequence));
  }

  /** The match of a sequence that waits, or null. */
  PendingMatch pending(NodeId sequence) throws Exception {
    return due.isEmpty(Kind.ABSENCES) ? null : pending.get(sequence.key(""));
  }

  void pending(NodeId sequence, PendingMatch match) throws Exception {
    pending.put(sequence.key(""), match);
    due.by(Kind.ABSENCES, match.getDue());
  }

  void removePending(NodeId sequence) throws Exception {
    if (!due.isEmpty(Kind.ABSENCES)) {
      pending.remove(sequence.key(""));
    }
  }

  /** The sequences whose matches nothing can prevent any more after that time. */
  List<NodeId> due(long time) throws Exception {
    List<NodeId> due = new ArrayList<>();
    for (Map.Entry<String, PendingMatch> entry : pending.entries()) {
      if (entry.getValue().getDue() <= time) {
        due.add(NodeId.of(entry.getKey()));
      }
    }
    return due;
  }

  /**
   * Removes what is too long ago to matter after the watermark.
   *
   * @return when the first of the rest is over, ms since 1970-01-01 UTC
   */
  long expire(long watermark) throws Exception {
    long next = Due.NEVER;
    List<String> old = new ArrayList<>();
    for (Map.Entry<String, Long> entry : lastSeen.entries()) {
      long expiry = expiry(entry);
      if (expiry <= watermark) {
        old.add(entry.getKey());
      } else {
        next = Math.min(next, expiry);
      }
    }
    for (String key : old) {
      lastSeen.remove(key);
    }
    for (PendingMatch match : pending.values()) {
      next = Math.min(next, match.getDue());
    }
    return next;
  }

  private long expiry(Map.Entry<String, Long> entry) {
    Long millis = memory.get(NodeId.of(entry.getKey()));
    return millis == null ? Long.MIN_VALUE : entry.getValue() + millis;
  }
}
