package dev.groundswell.cep.live;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.RuleTimeline;
import dev.groundswell.schemas.RulePhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The rules of an operator that hears of changes: a pack, which every run brings along, and the
 * changes to it, which are state of the operator. Every subtask hears of every change.
 */
public final class LiveRules {

  private static final String PHASES = "rule-phases";

  private static final TypeInformation<RulePhase> PHASE = new AvroTypeInfo<>(RulePhase.class);

  private final BroadcastState<Tuple2<String, Long>, RulePhase> state;
  private final RuleTimeline timeline;

  private LiveRules(BroadcastState<Tuple2<String, Long>, RulePhase> state, RuleTimeline timeline) {
    this.state = state;
    this.timeline = timeline;
  }

  /** Changes, for every subtask of an operator to hear. */
  public static BroadcastStream<RulePhase> broadcast(DataStream<RulePhase> changes) {
    return changes.broadcast(descriptor());
  }

  /** No changes: what runs from beginning to end is the pack. */
  public static DataStream<RulePhase> unchanged(StreamExecutionEnvironment environment) {
    return environment
        .fromSequence(0, 0)
        .<RulePhase>flatMap((number, out) -> {}, PHASE)
        .setParallelism(1);
  }

  /** By rule and by the event time from which on. */
  public static MapStateDescriptor<Tuple2<String, Long>, RulePhase> descriptor() {
    return new MapStateDescriptor<>(PHASES, Types.TUPLE(Types.STRING, Types.LONG), PHASE);
  }

  /** Reads the changes back. Call from {@code initializeState}. */
  public static LiveRules restore(RulePack pack, OperatorStateStore store) throws Exception {
    BroadcastState<Tuple2<String, Long>, RulePhase> state = store.getBroadcastState(descriptor());
    List<RulePhase> phases = new ArrayList<>();
    for (Map.Entry<Tuple2<String, Long>, RulePhase> phase : state.immutableEntries()) {
      phases.add(phase.getValue());
    }
    phases.sort((one, other) -> Long.compare(one.getEffectiveFrom(), other.getEffectiveFrom()));
    RuleTimeline timeline = new RuleTimeline(pack);
    phases.forEach(timeline::change);
    return new LiveRules(state, timeline);
  }

  /** What is in force when. */
  public RuleTimeline timeline() {
    return timeline;
  }

  /** Changes a rule. Call from {@code processBroadcastElement}. */
  public void change(RulePhase phase) throws Exception {
    timeline.change(phase);
    state.clear();
    for (RulePhase kept : timeline.changes()) {
      state.put(Tuple2.of(kept.getRuleId(), kept.getEffectiveFrom()), kept);
    }
  }
}
