package dev.groundswell.pipelines.ledger;

import dev.groundswell.sinks.prometheus.CounterSeries;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.Metric;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * What one stage did with everything that reached it: the books behind the conservation law.
 *
 * <p>Operator state, so that restarts neither lose nor count twice. Published when a checkpoint
 * completes, because only there do the stages' books speak of one moment; as Flink accumulators
 * they can be read once more when the job has ended.
 */
public final class StageLedger implements Serializable {

  private static final String ACCUMULATOR_PREFIX = "ledger.";
  private static final String STATE = "ledger";

  private final String stage;
  private transient Map<String, Long> counts;
  private transient Map<String, Long> atCheckpoint;
  private transient ListState<Tuple2<String, Long>> state;
  private transient RuntimeContext runtime;
  private transient ExpositionLease exposition;
  private transient Map<String, Entry> entries;

  /**
   * @param stage name of the stage, a label of the metrics
   */
  public StageLedger(String stage) {
    this.stage = stage;
  }

  /** Name under which a job's accumulators carry a figure. */
  public static String accumulator(String stage, String result) {
    return ACCUMULATOR_PREFIX + stage + "." + result;
  }

  /** Reads the books back. Call from {@code initializeState}. */
  public void initializeState(FunctionInitializationContext context) throws Exception {
    counts = new TreeMap<>();
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>(STATE, Types.TUPLE(Types.STRING, Types.LONG)));
    for (Tuple2<String, Long> entry : state.get()) {
      counts.merge(entry.f0, entry.f1, Long::sum);
    }
  }

  /** Starts counting. Call from {@code open}. */
  public void open(RuntimeContext context, ExpositionLease metrics) {
    runtime = context;
    exposition = metrics;
    entries = new HashMap<>();
    counts.forEach((result, count) -> entry(result).accumulator.add(count));
  }

  /** Counts one record with a result. */
  public void add(String result) {
    counts.merge(result, 1L, Long::sum);
    Entry entry = entry(result);
    entry.accumulator.add(1L);
    entry.series.add(1);
  }

  /** Writes the books. Call from {@code snapshotState}. */
  public void snapshotState() throws Exception {
    atCheckpoint = new TreeMap<>(counts);
    state.update(counts.entrySet().stream().map(e -> Tuple2.of(e.getKey(), e.getValue())).toList());
  }

  /** Publishes the books of the checkpoint. Call from {@code notifyCheckpointComplete}. */
  public void publish() {
    String subtask = Integer.toString(runtime.getTaskInfo().getIndexOfThisSubtask());
    atCheckpoint.forEach(
        (result, count) ->
            exposition.gauge(Metric.LEDGER_RECORDS, stage, result, subtask).set(count));
  }

  private Entry entry(String result) {
    Entry entry = entries.get(result);
    if (entry == null) {
      entry = new Entry(new LongCounter(), exposition.counter(Metric.STAGE_RECORDS, stage, result));
      runtime.addAccumulator(accumulator(stage, result), entry.accumulator);
      entries.put(result, entry);
    }
    return entry;
  }

  private record Entry(LongCounter accumulator, CounterSeries series) {}
}
