package dev.groundswell.cep.correlate;

import dev.groundswell.cep.live.LiveRules;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.OpenGroup;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.StepRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Runs all rules on one keyed stream: matches wait until the watermark passes, then they are taken
 * in order. A key has at most two timers, and none once nothing of it can match any more.
 */
final class CorrelateFunction
    extends KeyedBroadcastProcessFunction<GroupKey, StepMatch, RulePhase, Detection>
    implements CheckpointedFunction, CheckpointListener {

  static final String GROUP = "open-group";

  private final RulePack pack;
  private final CorrelationLedger ledger;
  private transient KeyedStateStore store;
  private transient LiveRules rules;
  private transient RuleEngine engine;
  private transient boolean stale;
  private transient WaitingMatches waiting;
  private transient ValueState<OpenGroup> groups;

  CorrelateFunction(RulePack pack, CorrelationLedger ledger) {
    this.pack = pack;
    this.ledger = ledger;
  }

  static ValueStateDescriptor<OpenGroup> groupDescriptor() {
    return new ValueStateDescriptor<>(GROUP, new AvroTypeInfo<>(OpenGroup.class));
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    store = context.getKeyedStateStore();
    waiting = new WaitingMatches(store);
    groups = store.getState(groupDescriptor());
    rules = LiveRules.restore(pack, context.getOperatorStateStore());
    stale = true;
    ledger.initializeState(context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    ledger.snapshotState(context);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    ledger.publish(checkpointId);
  }

  @Override
  public void open(OpenContext context) throws Exception {
    ledger.open(getRuntimeContext());
  }

  @Override
  public void close() {
    ledger.close();
    close(engine);
  }

  @Override
  public void processBroadcastElement(RulePhase change, Context context, Collector<Detection> out)
      throws Exception {
    rules.timeline().forgetUntil(context.currentWatermark());
    rules.change(change);
    stale = true;
  }

  @Override
  public void processElement(StepMatch match, ReadOnlyContext context, Collector<Detection> out)
      throws Exception {
    // Not in timers: those of this watermark still take what was before it.
    stale |= rules.timeline().forgetUntil(context.currentWatermark());
    if (match.getEvent().getEventTime() <= context.timerService().currentWatermark()) {
      ledger.late();
      return;
    }
    OpenGroup known = groups.value();
    OpenGroup group = known == null ? nothing() : known;
    GroupTimers before = GroupTimers.of(group);
    if (!waiting.add(group, match)) {
      // Copies of an event have its time, so they always meet here or come too late.
      ledger.duplicate();
      return;
    }
    ledger.waits();
    detectSingleEvents(match, out);
    GroupTimers.of(group).replace(before, Due.NEVER, context.timerService());
    groups.update(group);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Detection> out)
      throws Exception {
    OpenGroup group = groups.value();
    GroupTimers before = GroupTimers.of(group);
    long watermark = context.timerService().currentWatermark();
    engine().begin(group);
    List<StepMatch> taken = waiting.takeUntil(group, watermark);
    for (StepMatch match : taken) {
      fireDue(match.getEvent().getEventTime() - 1, out);
      take(match, out);
    }
    ledger.taken(taken.size());
    fireDue(watermark, out);
    engine().expire(watermark);
    engine().end(group, watermark);
    GroupTimers after = GroupTimers.of(group);
    after.replace(before, timestamp, context.timerService());
    if (after.equals(GroupTimers.NONE)) {
      groups.clear();
    } else {
      groups.update(group);
    }
  }

  /** Single events have nothing to wait for; their matches wait all the same, for copies. */
  private void detectSingleEvents(StepMatch match, Collector<Detection> out) {
    for (StepRef step : match.getSteps()) {
      Optional<RunningRule> rule = engine().ruleOf(step, match.getEvent());
      if (rule.isPresent() && rule.get().isAboutSingleEvents()) {
        StepEvidence evidence = new StepEvidence(step.getStep(), 1L, List.of(match.getEvent()));
        emit(rule.get(), match, List.of(evidence), out);
      }
    }
  }

  private void take(StepMatch match, Collector<Detection> out) throws Exception {
    for (Map.Entry<RunningRule, Holding> entry : concerned(match).entrySet()) {
      RunningRule rule = entry.getKey();
      rule.take(entry.getValue()).ifPresent(evidence -> emit(rule, match, evidence, out));
    }
  }

  private void fireDue(long time, Collector<Detection> out) throws Exception {
    engine().fireDue(time).forEach(detection -> emit(detection, out));
  }

  /** The rules that the match can change anything of: a broad last step satisfies many others. */
  private Map<RunningRule, Holding> concerned(StepMatch match) throws Exception {
    Map<RunningRule, Holding> concerned = new LinkedHashMap<>();
    for (StepRef step : match.getSteps()) {
      Optional<RunningRule> rule = engine().ruleOf(step, match.getEvent());
      if (rule.isEmpty()) {
        ledger.unknownStep();
      } else if (rule.get().concerns(step.getStep())) {
        concerned
            .computeIfAbsent(rule.get(), none -> new Holding(match.getGroup(), match.getEvent()))
            .add(step.getStep());
      }
    }
    return concerned;
  }

  private void emit(
      RunningRule rule, StepMatch match, List<StepEvidence> evidence, Collector<Detection> out) {
    Rule then = rule.at(match.getEvent().getEventTime()).orElseThrow();
    emit(Detections.of(then, match.getGroup(), evidence), out);
  }

  private void emit(Detection detection, Collector<Detection> out) {
    ledger.detected();
    out.collect(detection);
  }

  /** The rules as they are known now, on the state that is there: built once for many changes. */
  private RuleEngine engine() {
    if (stale) {
      close(engine);
      engine = new RuleEngine(rules.timeline().versions(), store, ledger::droppedRuns);
      stale = false;
    }
    return engine;
  }

  private static void close(RuleEngine engine) {
    if (engine != null) {
      engine.close();
    }
  }

  private static OpenGroup nothing() {
    return new OpenGroup(
        new ArrayList<>(1),
        Due.NEVER,
        Due.NEVER,
        Due.NEVER,
        Due.NEVER,
        Due.NEVER,
        Due.NEVER,
        Due.NEVER,
        Due.NEVER,
        Map.of(),
        false,
        Map.of(),
        false,
        Map.of(),
        false);
  }
}
