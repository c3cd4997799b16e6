package dev.groundswell.cep.live;

import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.cep.rules.RuleLife;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of an operator that hears of changes: a pack, which every run brings along, and the
 * changes to it, which are state of the operator. Every subtask hears of every change.
 */
public final class LiveRules {

  private static final String PHASES = "rule-phases";

  private static final TypeInformation<RulePhase> PHASE = new AvroTypeInfo<>(RulePhase.class);

  private static final Logger LOG = LoggerFactory.getLogger(LiveRules.class);

  private final BroadcastState<Tuple2<String, Long>, RulePhase> state;
  private final RuleTimeline timeline;

  /** What is written: the same in every subtask, however far event time is there. */
  private final RuleTimeline written;

  private LiveRules(RulePack pack, BroadcastState<Tuple2<String, Long>, RulePhase> state) {
    this.state = state;
    this.timeline = new RuleTimeline(pack);
    this.written = new RuleTimeline(pack);
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

  /**
   * Reads the changes back. A rule that this build no longer takes is left out as far as it was
   * changed: a job that does not start helps nobody. Call from {@code initializeState}.
   */
  public static LiveRules restore(RulePack pack, OperatorStateStore store) throws Exception {
    BroadcastState<Tuple2<String, Long>, RulePhase> state = store.getBroadcastState(descriptor());
    List<RulePhase> phases = new ArrayList<>();
    for (Map.Entry<Tuple2<String, Long>, RulePhase> phase : state.immutableEntries()) {
      phases.add(phase.getValue());
    }
    phases.sort((one, other) -> Long.compare(one.getEffectiveFrom(), other.getEffectiveFrom()));
    LiveRules rules = new LiveRules(pack, state);
    for (RulePhase phase : phases) {
      try {
        rules.put(phase);
      } catch (RuleException e) {
        LOG.error("rule {} is to be published anew: {}", phase.getRuleId(), e.getMessage());
      }
    }
    return rules;
  }

  /** What is in force when. */
  public RuleTimeline timeline() {
    return timeline;
  }

  /** Changes a rule. Call from {@code processBroadcastElement}. */
  public void change(RulePhase phase) throws Exception {
    put(phase);
    written.forgetUntil(phase.getEffectiveFrom() - RuleLife.REMEMBERED.toMillis());
    state.clear();
    for (RulePhase kept : written.changes()) {
      state.put(Tuple2.of(kept.getRuleId(), kept.getEffectiveFrom()), kept);
    }
  }

  private void put(RulePhase phase) {
    timeline
        .rule(phase)
        .ifPresent(
            rule -> {
              timeline.change(phase, rule);
              written.change(phase, rule);
            });
  }
}
