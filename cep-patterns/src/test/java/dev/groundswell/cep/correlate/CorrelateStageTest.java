package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.correlate.nfa.SequenceRuns;
import dev.groundswell.cep.live.LiveRules;
import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorrelateStageTest {

  private static final Configuration STRICT =
      new Configuration().set(PipelineOptions.GENERIC_TYPES, false);

  @Test
  void theNamesOfStateAreFormats() {
    assertThat(CorrelateStage.UID).isEqualTo("correlate");
    assertThat(MatchBuffer.MATCHES).isEqualTo("waiting-matches");
    assertThat(MatchBuffer.SECONDS).isEqualTo("waiting-seconds");
    assertThat(RuleEngine.COUNT_WINDOWS).isEqualTo("count-windows");
    assertThat(RuleEngine.COUNT_EVENTS).isEqualTo("count-events");
    assertThat(RuleEngine.VALUE_WINDOWS).isEqualTo("value-windows");
    assertThat(RuleEngine.VALUES).isEqualTo("values");
    assertThat(AbsenceStates.LAST_SEEN).isEqualTo("last-seen");
    assertThat(AbsenceStates.PENDING).isEqualTo("pending");
    assertThat(RunTable.OPEN_RUNS).isEqualTo("open-runs");
    assertThat(SequenceRuns.RUNS).isEqualTo("runs");
    assertThat(CorrelateFunction.GROUP).isEqualTo("open-group");
    assertThat(LiveRules.descriptor().getName()).isEqualTo("rule-phases");
  }

  static Stream<StateDescriptor<?, ?>> states() {
    return Stream.of(
        MatchBuffer.matchesDescriptor(),
        MatchBuffer.secondsDescriptor(),
        RuleEngine.countWindowsDescriptor(),
        RuleEngine.countEventsDescriptor(),
        RuleEngine.valueWindowsDescriptor(),
        RuleEngine.valuesDescriptor(),
        AbsenceStates.lastSeenDescriptor(),
        AbsenceStates.pendingDescriptor(),
        RunTable.descriptor(),
        CorrelateFunction.groupDescriptor(),
        LiveRules.descriptor());
  }

  @ParameterizedTest
  @MethodSource("states")
  void noStateIsOfAGenericType(StateDescriptor<?, ?> state) {
    state.initializeSerializerUnlessSet(new ExecutionConfig(STRICT));
    assertThat(state.getSerializer().getClass().getName()).doesNotContain("Kryo");
  }

  @Test
  void theStageIsStrictlyTypedAndNamed() {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(STRICT);
    TypeInformation<StepMatch> matchType = new AvroTypeInfo<>(StepMatch.class);
    DataStream<StepMatch> matches =
        environment
            .fromSource(new NumberSequenceSource(1, 1), WatermarkStrategy.noWatermarks(), "numbers")
            .map(number -> new StepMatch())
            .returns(matchType);
    SingleOutputStreamOperator<Detection> detections =
        CorrelateStage.attach(
            matches, RulePack.bundled(), LiveRules.unchanged(environment), new CountingLedger());
    assertThat(detections.getTransformation().getUid()).isEqualTo(CorrelateStage.UID);
    assertThat(detections.getType()).isEqualTo(new AvroTypeInfo<>(Detection.class));
    assertThat(GroupKey.TYPE.createSerializer(new SerializerConfigImpl(STRICT))).isNotNull();
  }

  @Test
  void aRuleAboutSingleEventsDoesNotWaitForTheWatermark() throws Exception {
    try (Correlation correlation = Correlation.of(singleEventRule())) {
      correlation.receive(failure());
      assertThat(correlation.detections()).hasSize(1);
      correlation.end();
      assertThat(correlation.detections()).hasSize(1);
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
    }
  }

  @Test
  void copiesOfASingleEventAreDetectedOnce() throws Exception {
    try (Correlation correlation = Correlation.of(singleEventRule())) {
      correlation.receive(failure());
      correlation.receive(failure());
      correlation.end();
      assertThat(correlation.detections()).hasSize(1);
      assertThat(correlation.ledger().duplicates()).isEqualTo(1);
      assertThat(correlation.ledger().detections()).isEqualTo(1);
    }
  }

  @Test
  void theIdOfADetectionDoesNotDependOnWhenItHappened() throws Exception {
    try (Correlation correlation = Correlation.of(singleEventRule())) {
      correlation.receive(failure());
      TelemetryEvent tomorrow = failure();
      tomorrow.setEventTime(tomorrow.getEventTime() + Duration.ofDays(1).toMillis());
      correlation.receive(tomorrow);
      assertThat(correlation.detections())
          .extracting(Detection::getDetectionId)
          .hasSize(2)
          .containsOnly(correlation.detections().get(0).getDetectionId());
    }
  }

  private static RulePack singleEventRule() {
    return RulePack.parse(
        "one.yml", "title: One\ndetection: {x: {event.outcome: failed}, condition: x}\n");
  }

  private static TelemetryEvent failure() {
    TelemetryEvent event =
        EventFields.event("e1", Correlation.START, Map.of("event.outcome", "failed"));
    event.setUserId("u1");
    return event;
  }
}
