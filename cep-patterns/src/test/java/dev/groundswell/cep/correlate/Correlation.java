package dev.groundswell.cep.correlate;

import dev.groundswell.cep.live.LiveRules;
import dev.groundswell.cep.match.TimedMatcher;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.RuleTimeline;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** The matcher and the real operator, fed by hand; generic types are off. */
final class Correlation implements AutoCloseable {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final int ONE = 1;

  private final RuleTimeline rules;
  private final CountingLedger ledger = new CountingLedger();
  private final KeyedTwoInputStreamOperatorTestHarness<GroupKey, StepMatch, RulePhase, Detection>
      harness;
  private TimedMatcher matcher;
  private long watermark = Long.MIN_VALUE;

  private Correlation(RulePack pack) throws Exception {
    this.rules = new RuleTimeline(pack);
    this.matcher = new TimedMatcher(rules);
    this.harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new CorrelateFunction(pack, ledger), List.of(LiveRules.descriptor())),
            GroupKey::of,
            null,
            GroupKey.TYPE,
            ONE,
            ONE,
            0);
    harness
        .getExecutionConfig()
        .configure(
            new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
            getClass().getClassLoader());
  }

  static Correlation of(RulePack pack) throws Exception {
    Correlation correlation = new Correlation(pack);
    correlation.begin();
    return correlation;
  }

  static Correlation restored(RulePack pack, OperatorSubtaskState state) throws Exception {
    Correlation correlation = new Correlation(pack);
    correlation.harness.initializeState(state);
    correlation.begin();
    return correlation;
  }

  private void begin() throws Exception {
    harness.open();
    harness.processWatermarkStatus2(WatermarkStatus.IDLE); // as the rules' source does
  }

  /** Changes a rule, for the matcher and for the operator. */
  void change(RulePhase phase) throws Exception {
    remember(phase);
    harness.processElement2(phase, phase.getEffectiveFrom());
  }

  /** Changes a rule for the matcher, which nobody restores. */
  void remember(RulePhase phase) {
    rules.rule(phase).ifPresent(rule -> rules.change(phase, rule));
    matcher = new TimedMatcher(rules);
  }

  void receive(TelemetryEvent event) throws Exception {
    for (StepMatch match : matcher.match(event).matches()) {
      harness.processElement1(match, event.getEventTime());
    }
  }

  void receive(List<TelemetryEvent> events) throws Exception {
    for (TelemetryEvent event : events) {
      receive(event);
    }
  }

  void watermark(Duration offset) throws Exception {
    watermark(START.plus(offset).toEpochMilli());
  }

  /** A watermark in ms since 1970-01-01 UTC; one that does not advance is none. */
  void watermark(long time) throws Exception {
    if (time > watermark) {
      watermark = time;
      harness.processWatermark1(new Watermark(time));
    }
  }

  void end() throws Exception {
    watermark(Long.MAX_VALUE);
  }

  List<Detection> detections() {
    return harness.extractOutputValues();
  }

  int stateEntries() {
    return harness.numKeyedStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  CountingLedger ledger() {
    return ledger;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception e) {
      throw new IllegalStateException("the operator does not close", e);
    }
  }
}
