package dev.groundswell.cep.correlate;

import dev.groundswell.cep.correlate.RuleEngine.RunningRule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.StepRef;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Runs all rules on one keyed stream: matches wait until the watermark passes, then they are taken
 * in order. A key has at most one timer, and none once nothing of it can match any more.
 */
final class CorrelateFunction extends KeyedProcessFunction<Tuple2<Long, Long>, StepMatch, Detection>
    implements CheckpointedFunction {

  static final String TIMER = "timer";
  static final String LATE_MATCHES = "lateMatches";
  static final String DUPLICATE_EVIDENCE = "duplicateEvidence";
  static final String UNKNOWN_RULE_STEPS = "unknownRuleSteps";

  private final RulePack pack;
  private transient RuleEngine engine;
  private transient MatchBuffer buffer;
  private transient ValueState<Long> timer;
  private transient Counter late;
  private transient Counter duplicates;
  private transient Counter unknown;

  CorrelateFunction(RulePack pack) {
    this.pack = pack;
  }

  static ValueStateDescriptor<Long> timerDescriptor() {
    return new ValueStateDescriptor<>(TIMER, Types.LONG);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    KeyedStateStore store = context.getKeyedStateStore();
    buffer = new MatchBuffer(store);
    timer = store.getState(timerDescriptor());
    engine = new RuleEngine(pack, store);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // Everything is keyed state.
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    late = metrics.counter(LATE_MATCHES);
    duplicates = metrics.counter(DUPLICATE_EVIDENCE);
    unknown = metrics.counter(UNKNOWN_RULE_STEPS);
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @Override
  public void processElement(StepMatch match, Context context, Collector<Detection> out)
      throws Exception {
    long time = match.getEvent().getEventTime();
    if (time <= context.timerService().currentWatermark()) {
      late.inc();
      return;
    }
    if (detectSingleEvents(match, out) < match.getSteps().size()) {
      buffer.add(match);
      wakeUpBy(time, context.timerService());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Detection> out)
      throws Exception {
    timer.clear();
    long watermark = context.timerService().currentWatermark();
    for (List<StepMatch> sameTime : buffer.takeUntil(watermark)) {
      for (StepMatch match : inOrder(sameTime)) {
        take(match, out);
      }
    }
    engine.expire(watermark);
    OptionalLong next =
        LongStream.concat(buffer.earliest().stream(), engine.nextExpiry().stream()).min();
    if (next.isPresent()) {
      wakeUpBy(next.getAsLong(), context.timerService());
    }
  }

  /** Single events have nothing to wait for. */
  private int detectSingleEvents(StepMatch match, Collector<Detection> out) {
    int single = 0;
    for (StepRef step : match.getSteps()) {
      Optional<RunningRule> rule = engine.ruleOf(step);
      if (rule.isPresent() && rule.get().root().isEmpty()) {
        single++;
        StepEvidence evidence = new StepEvidence(step.getStep(), 1L, List.of(match.getEvent()));
        out.collect(Detections.of(rule.get().rule(), match.getGroup(), List.of(evidence)));
      }
    }
    return single;
  }

  private void take(StepMatch match, Collector<Detection> out) throws Exception {
    for (Map.Entry<RunningRule, Set<String>> entry : stepsByRule(match).entrySet()) {
      RunningRule rule = entry.getKey();
      if (rule.root().isPresent()) {
        rule.root()
            .get()
            .take(match.getEvent(), entry.getValue())
            .map(evidence -> Detections.of(rule.rule(), match.getGroup(), evidence))
            .ifPresent(out::collect);
      }
    }
  }

  private Map<RunningRule, Set<String>> stepsByRule(StepMatch match) {
    Map<RunningRule, Set<String>> steps = new LinkedHashMap<>();
    for (StepRef step : match.getSteps()) {
      engine
          .ruleOf(step)
          .ifPresentOrElse(
              rule -> steps.computeIfAbsent(rule, key -> new HashSet<>()).add(step.getStep()),
              unknown::inc);
    }
    return steps;
  }

  // Copies of an event have its time, so they always meet here or come too late.
  private List<StepMatch> inOrder(List<StepMatch> sameTime) {
    Set<String> seen = new HashSet<>();
    List<StepMatch> ordered =
        sameTime.stream()
            .sorted(Comparator.comparing(StepMatch::getEvent, EventOrder.COMPARATOR))
            .filter(match -> seen.add(match.getEvent().getEventId()))
            .toList();
    duplicates.inc(sameTime.size() - ordered.size());
    return ordered;
  }

  private void wakeUpBy(long time, TimerService timers) throws Exception {
    Long registered = timer.value();
    if (registered == null || time < registered) {
      if (registered != null) {
        timers.deleteEventTimeTimer(registered);
      }
      timers.registerEventTimeTimer(time);
      timer.update(time);
    }
  }
}
