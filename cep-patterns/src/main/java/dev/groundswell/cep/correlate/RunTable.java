package dev.groundswell.cep.correlate;

import dev.groundswell.cep.correlate.Due.Kind;
import dev.groundswell.schemas.OpenRun;
import dev.groundswell.schemas.OpenRuns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** The open runs of sequences that compare no events with each other, for the current key. */
final class RunTable {

  static final String OPEN_RUNS = "open-runs";

  private final MapState<String, OpenRuns> table;
  private final Map<NodeId, Long> timespans = new HashMap<>();
  private final Due due;

  RunTable(KeyedStateStore store, Due due) {
    this.due = due;
    this.table = store.getMapState(descriptor());
  }

  static MapStateDescriptor<String, OpenRuns> descriptor() {
    return new MapStateDescriptor<>(OPEN_RUNS, Types.STRING, new AvroTypeInfo<>(OpenRuns.class));
  }

  /** Runs of that sequence are kept for so long after their start, in ms. */
  void keep(NodeId sequence, long timespanMillis) {
    timespans.put(sequence, timespanMillis);
  }

  /** The runs of a sequence by the step that they wait for, or null if none is open. */
  List<OpenRun> runs(String sequence) throws Exception {
    OpenRuns open = due.isEmpty(Kind.SEQUENCES) ? null : table.get(sequence);
    return open == null ? null : open.getRuns();
  }

  /** Replaces the runs of a sequence; null where none waits for a step. */
  void runs(String sequence, List<OpenRun> runs) throws Exception {
    if (Collections.frequency(runs, null) < runs.size()) {
      table.put(sequence, new OpenRuns(runs));
    } else if (!due.isEmpty(Kind.SEQUENCES)) {
      table.remove(sequence);
    }
  }

  /** Removes the runs of a sequence, in all parts of the group. */
  void removeAll(NodeId sequence) throws Exception {
    if (due.isEmpty(Kind.SEQUENCES)) {
      return;
    }
    String all = sequence.key("");
    List<String> removed = new ArrayList<>();
    for (String key : table.keys()) {
      if (key.startsWith(all)) {
        removed.add(key);
      }
    }
    for (String key : removed) {
      table.remove(key);
    }
  }

  /**
   * Removes what no event after the watermark can complete, and runs of unknown sequences.
   *
   * @return when the first of the others is over, ms since 1970-01-01 UTC
   */
  long expire(long watermark) throws Exception {
    long next = Due.NEVER;
    Map<String, List<OpenRun>> left = new HashMap<>();
    for (Map.Entry<String, OpenRuns> entry : table.entries()) {
      Long timespan = timespans.get(NodeId.of(entry.getKey()));
      List<OpenRun> runs = new ArrayList<>(entry.getValue().getRuns());
      for (int step = 0; step < runs.size(); step++) {
        OpenRun run = runs.get(step);
        if (run == null || timespan == null || run.getStart() + timespan <= watermark) {
          runs.set(step, null);
        } else {
          next = Math.min(next, run.getStart() + timespan);
        }
      }
      left.put(entry.getKey(), runs);
    }
    for (Map.Entry<String, List<OpenRun>> entry : left.entrySet()) {
      runs(entry.getKey(), entry.getValue());
    }
    return next;
  }
}
