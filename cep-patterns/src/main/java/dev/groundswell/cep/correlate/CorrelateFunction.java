package dev.groundswell.cep.correlate;

import dev.groundswell.cep.live.LiveRules;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.StepRef;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Runs all rules on one keyed stream: matches wait until the watermark passes, then they are taken
 * in order. A key has at most one timer, and none once nothing of it can match any more.
 */
final class CorrelateFunction
    extends KeyedBroadcastProcessFunction<Tuple2<Long, Long>, StepMatch, RulePhase, Detection>
    implements CheckpointedFunction, CheckpointListener {

  static final String TIMES = "times";

  private final RulePack pack;
  private final CorrelationLedger ledger;
  private transient KeyedStateStore store;
  private transient LiveRules rules;
  private transient RuleEngine engine;
  private transient boolean stale;
  private transient MatchBuffer buffer;

  /** When the key's timer fires, and when something of it may be over. */
  private transient ValueState<Tuple2<Long, Long>> times;

  CorrelateFunction(RulePack pack, CorrelationLedger ledger) {
    this.pack = pack;
    this.ledger = ledger;
  }

  static ValueStateDescriptor<Tuple2<Long, Long>> timesDescriptor() {
    return new ValueStateDescriptor<>(TIMES, Types.TUPLE(Types.LONG, Types.LONG));
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    store = context.getKeyedStateStore();
    buffer = new MatchBuffer(store);
    times = store.getState(timesDescriptor());
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
    long time = match.getEvent().getEventTime();
    if (time <= context.timerService().currentWatermark()) {
      ledger.late();
    } else if (!buffer.add(match)) {
      // Copies of an event have its time, so they always meet here or come too late.
      ledger.duplicate();
    } else {
      ledger.waits();
      detectSingleEvents(match, out);
      wakeUpBy(time, context.timerService());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Detection> out)
      throws Exception {
    engine().resume(times.value().f1);
    long watermark = context.timerService().currentWatermark();
    MatchBuffer.Taken taken = buffer.takeUntil(watermark);
    for (List<StepMatch> sameTime : taken.byTime()) {
      sameTime.sort(Comparator.comparing(StepMatch::getEvent, EventOrder.COMPARATOR));
      fireDue(sameTime.get(0).getEvent().getEventTime() - 1, out);
      for (StepMatch match : sameTime) {
        take(match, out);
      }
      ledger.taken(sameTime.size());
    }
    fireDue(watermark, out);
    long over = engine().expire(watermark);
    long next = Math.min(taken.next(), over);
    if (next == Due.NEVER) {
      times.clear();
    } else {
      context.timerService().registerEventTimeTimer(next);
      times.update(Tuple2.of(next, over));
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
    for (Map.Entry<RunningRule, Holding> entry : holding(match).entrySet()) {
      RunningRule rule = entry.getKey();
      if (!rule.isAboutSingleEvents()) {
        rule.take(entry.getValue()).ifPresent(evidence -> emit(rule, match, evidence, out));
      }
    }
  }

  private void fireDue(long time, Collector<Detection> out) throws Exception {
    engine().fireDue(time).forEach(detection -> emit(detection, out));
  }

  private Map<RunningRule, Holding> holding(StepMatch match) {
    Map<RunningRule, Holding> holding = new LinkedHashMap<>();
    for (StepRef step : match.getSteps()) {
      engine()
          .ruleOf(step, match.getEvent())
          .ifPresentOrElse(
              rule ->
                  holding
                      .computeIfAbsent(
                          rule, none -> new Holding(match.getGroup(), match.getEvent()))
                      .add(step.getStep()),
              ledger::unknownStep);
    }
    return holding;
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

  private void wakeUpBy(long time, TimerService timers) throws Exception {
    Tuple2<Long, Long> known = times.value();
    if (known == null || time < known.f0) {
      if (known != null) {
        timers.deleteEventTimeTimer(known.f0);
      }
      timers.registerEventTimeTimer(time);
      times.update(Tuple2.of(time, known == null ? Due.NEVER : known.f1));
    }
  }
}
