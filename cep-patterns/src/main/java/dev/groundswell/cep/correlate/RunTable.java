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
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** The open runs of sequences that compare no events with each other, for the current key. */
final class RunTable {

  static final String OPEN_RUNS = "open-runs";

  private final GroupEntries<OpenRuns> table;
  private final Map<NodeId, Long> timespans = new HashMap<>();
  private final Due due;

  RunTable(KeyedStateStore store, Due due) {
    this.due = due;
    this.table = new GroupEntries<>(store.getMapState(descriptor()));
  }

  static MapStateDescriptor<String, OpenRuns> descriptor() {
    return new MapStateDescriptor<>(OPEN_RUNS, Types.STRING, new AvroTypeInfo<>(OpenRuns.class));
  }

  /** Where the runs are kept, to go on with a group. */
  GroupEntries<OpenRuns> entries() {
    return table;
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
    for (String name : table.names(sequence)) {
      table.remove(name);
    }
  }

  /**
   * Removes what no event after the watermark can complete, and runs of unknown sequences.
   *
   * @return when the first of the others is over, ms since 1970-01-01 UTC
   */
  long expire(long watermark) throws Exception {
    long next = Due.NEVER;
    for (String name : table.names()) {
      Long timespan = timespans.get(NodeId.of(name));
      List<OpenRun> runs = new ArrayList<>(table.get(name).getRuns());
      for (int step = 0; step < runs.size(); step++) {
        OpenRun run = runs.get(step);
        if (run == null || timespan == null || run.getStart() + timespan <= watermark) {
          runs.set(step, null);
        } else {
          next = Math.min(next, run.getStart() + timespan);
        }
      }
      runs(name, runs);
    }
    return next;
  }
}
