package dev.groundswell.pipelines.ledger;

import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.sinks.prometheus.CounterSeries;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.Metric;
import java.io.IOException;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;

/**
 * What one stage did with everything that reached it: the books behind the {@link ConservationLaw}.
 *
 * <p>Operator state, so that restarts neither lose nor count twice. Published when a checkpoint
 * completes, because only there do the stages' books speak of one moment; as Flink accumulators
 * they can be read once more when the job has ended.
 */
public final class StageLedger implements Serializable {

  private static final String STATE = "ledger";
  private static final String REJECTED_FOR = Entry.REJECTED.result() + "_";

  private final String stage;
  private final ExpositionConfig expositionConfig;
  private transient Map<String, Line> lines;
  private transient Map<Entry, Line> byEntry;
  private transient Map<String, Long> restored;
  private transient ListState<Tuple2<String, Long>> state;
  private transient RuntimeContext runtime;
  private transient ExpositionLease exposition;
  private transient long checkpoint;
  private transient Map<String, Long> atCheckpoint;

  /**
   * @param stage name of the stage, a label of the metrics
   * @param expositionConfig where the books are exposed
   */
  public StageLedger(String stage, ExpositionConfig expositionConfig) {
    this.stage = stage;
    this.expositionConfig = expositionConfig;
  }

  /** Name of the accumulator of what was refused for a reason. */
  public static String accumulator(DeadLetterReason reason) {
    return Entry.accumulator(Entry.REJECTED.stage(), REJECTED_FOR + reason);
  }

  /** Reads the books back. Call from {@code initializeState}. */
  public void initializeState(FunctionInitializationContext context) throws Exception {
    restored = new TreeMap<>();
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>(STATE, Types.TUPLE(Types.STRING, Types.LONG)));
    for (Tuple2<String, Long> entry : state.get()) {
      restored.merge(entry.f0, entry.f1, Long::sum);
    }
  }

  /** Starts counting; every entry of the stage is born at 0. Call from {@code open}. */
  public void open(RuntimeContext context) throws IOException {
    runtime = context;
    exposition = Exposition.lease(expositionConfig);
    lines = new TreeMap<>();
    byEntry = new EnumMap<>(Entry.class);
    for (Entry entry : Entry.values()) {
      if (entry.stage().equals(stage)) {
        byEntry.put(entry, line(entry.result()));
      }
    }
    if (byEntry.containsKey(Entry.REJECTED)) {
      // Before the first refusal: what rises from nothing to 1 is no increase to Prometheus.
      for (DeadLetterReason reason : DeadLetterReason.values()) {
        line(REJECTED_FOR + reason);
      }
    }
    restored.keySet().forEach(this::line);
  }

  /** Counts one record. */
  public void add(Entry entry) {
    add(entry, 1);
  }

  /** Counts several records. */
  public void add(Entry entry, long records) {
    byEntry.get(entry).add(records);
  }

  /** Counts what was refused, as such and by its reason. */
  public void rejected(DeadLetterReason reason) {
    add(Entry.REJECTED);
    line(REJECTED_FOR + reason).add(1);
  }

  /**
   * Counts records that come to wait, or, negative, stop waiting: a level, of which only the books
   * of a checkpoint make sense.
   */
  public void waiting(Entry entry, long change) {
    byEntry.get(entry).move(change);
  }

  /** Writes the books. Call from {@code snapshotState}. */
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    checkpoint = context.getCheckpointId();
    atCheckpoint = new TreeMap<>();
    lines.forEach((result, line) -> atCheckpoint.put(result, line.count));
    List<Tuple2<String, Long>> books =
        atCheckpoint.entrySet().stream().map(e -> Tuple2.of(e.getKey(), e.getValue())).toList();
    state.update(books);
  }

  /** Publishes the books of that checkpoint. Call from {@code notifyCheckpointComplete}. */
  public void publish(long checkpointId) {
    if (atCheckpoint == null || checkpointId != checkpoint) {
      return; // completed after a later one began: the later one's books are not complete yet
    }
    String subtask = Integer.toString(runtime.getTaskInfo().getIndexOfThisSubtask());
    atCheckpoint.forEach(
        (result, count) ->
            exposition.gauge(Metric.LEDGER_RECORDS, stage, result, subtask).set(count));
  }

  /** Ends the exposition. Call from {@code close}, which may come before {@code open}. */
  public void close() {
    if (exposition != null) {
      exposition.close();
    }
  }

  private Line line(String result) {
    Line line = lines.get(result);
    if (line == null) {
      line = new Line(exposition.counter(Metric.STAGE_RECORDS, stage, result));
      line.move(restored.getOrDefault(result, 0L));
      runtime.addAccumulator(Entry.accumulator(stage, result), line.accumulator);
      lines.put(result, line);
    }
    return line;
  }

  private static final class Line {

    private final LongCounter accumulator = new LongCounter();
    private final CounterSeries series;
    private long count;

    Line(CounterSeries series) {
      this.series = series;
    }

    void add(long records) {
      move(records);
      series.add((double) records);
    }

    void move(long change) {
      count += change;
      accumulator.add(change);
    }
  }
}
