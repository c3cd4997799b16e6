package dev.groundswell.cep.correlate;

import dev.groundswell.cep.match.StepMatcher;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The matcher and the real operator, fed by hand; generic types are off. */
final class Correlation implements AutoCloseable {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final StepMatcher matcher;
  private final MockEnvironment environment;
  private final CountingLedger ledger = new CountingLedger();
  private final KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, StepMatch, Detection>
      harness;

  private Correlation(RulePack pack) throws Exception {
    this.matcher = new StepMatcher(pack);
    this.environment =
        new MockEnvironmentBuilder()
            .setExecutionConfig(
                new ExecutionConfig(new Configuration().set(PipelineOptions.GENERIC_TYPES, false)))
            .build();
    this.harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new CorrelateFunction(pack, ledger)),
            CorrelateStage::key,
            CorrelateStage.KEY_TYPE,
            environment);
  }

  static Correlation of(RulePack pack) throws Exception {
    Correlation correlation = new Correlation(pack);
    correlation.harness.open();
    return correlation;
  }

  static Correlation restored(RulePack pack, OperatorSubtaskState state) throws Exception {
    Correlation correlation = new Correlation(pack);
    correlation.harness.initializeState(state);
    correlation.harness.open();
    return correlation;
  }

  void receive(TelemetryEvent event) throws Exception {
    for (StepMatch match : matcher.match(event).matches()) {
      harness.processElement(match, event.getEventTime());
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
  void watermark(long watermark) throws Exception {
    if (watermark > harness.getCurrentWatermark()) {
      harness.processWatermark(watermark);
    }
  }

  void end() throws Exception {
    harness.processWatermark(Long.MAX_VALUE);
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
      environment.close(); // or it leaves a directory behind, and a hook that removes it
    } catch (Exception e) {
      throw new IllegalStateException("the operator does not close", e);
    }
  }
}
