package dev.groundswell.pipelines.time;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * How far an operator has let event time come for those that follow it, in milliseconds since
 * 1970-01-01 UTC. It outlives a restart: of what all subtasks had come to the least counts, since
 * that is as far as whoever has all of them as inputs had come, whoever does what now.
 */
public final class ReachedTime {

  private final ListState<Long> state;
  private final boolean restored;
  private long time;

  private ReachedTime(ListState<Long> state) throws Exception {
    this.state = state;
    Long least = null;
    for (long before : state.get()) {
      least = least == null ? before : Math.min(least, before);
    }
    this.restored = least != null;
    this.time = restored ? least : Long.MIN_VALUE;
  }

  /**
   * Reads it back. Call from {@code initializeState}.
   *
   * @param name name of the state
   */
  public static ReachedTime restore(OperatorStateStore store, String name) throws Exception {
    return new ReachedTime(store.getUnionListState(new ListStateDescriptor<>(name, Types.LONG)));
  }

  /** Whether it had been written before this run. */
  public boolean isRestored() {
    return restored;
  }

  /** How far it has come; the least number before it has begun. */
  public long get() {
    return time;
  }

  /** Lets it come to a time. */
  public void set(long reached) {
    time = reached;
  }

  /** Whether an event of that time is late for those that follow. */
  public boolean isPast(long eventTime) {
    return eventTime <= time;
  }

  /** Writes it, unless it has no say. Call from {@code snapshotState}. */
  public void snapshot(boolean hasSay) throws Exception {
    // The end of event time, which a drain brings, is none to go on from.
    boolean over = time == Watermark.MAX_WATERMARK.getTimestamp();
    state.update(over || !hasSay ? List.of() : List.of(time));
  }
}
