package dev.groundswell.pipelines.match;

import dev.groundswell.cep.live.LiveRules;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Finds the rule steps that each event satisfies, before any shuffle: benign events stop here.
 *
 * @param rules the rules as they are before the first change
 * @param exposition where the metrics are exposed
 */
public record MatchStage(RulePack rules, ExpositionConfig exposition) {

  static final String MATCH_UID = "match";
  static final String LATE_VERDICTS_UID = "late-verdicts";

  static final OutputTag<TelemetryEvent> NOTABLE =
      new OutputTag<>("notable-events", new AvroTypeInfo<>(TelemetryEvent.class));
  static final OutputTag<TelemetryEvent> EVENTS =
      new OutputTag<>("events", new AvroTypeInfo<>(TelemetryEvent.class));

  /**
   * What matching yields.
   *
   * @param matches satisfied steps by group
   * @param notable events with a verdict or a satisfied selective step: the entities' timelines
   * @param events every event that was matched, for who follows in the same chain
   */
  public record Streams(
      DataStream<StepMatch> matches,
      DataStream<TelemetryEvent> notable,
      DataStream<TelemetryEvent> events) {}

  /**
   * Attaches the stage.
   *
   * @param events what can become evidence
   * @param late what came too late for that; with a verdict it belongs to a timeline all the same
   * @param changes to the rules
   */
  public Streams attach(
      DataStream<TelemetryEvent> events,
      DataStream<TelemetryEvent> late,
      DataStream<RulePhase> changes) {
    SingleOutputStreamOperator<StepMatch> matches =
        events
            .connect(LiveRules.broadcast(changes))
            .process(new MatchFunction(rules, exposition), new AvroTypeInfo<>(StepMatch.class))
            .uid(MATCH_UID)
            .name(MATCH_UID);
    DataStream<TelemetryEvent> lateVerdicts =
        late.filter(event -> !event.getVerdicts().isEmpty())
            .uid(LATE_VERDICTS_UID)
            .name("late verdicts");
    return new Streams(
        matches, matches.getSideOutput(NOTABLE).union(lateVerdicts), matches.getSideOutput(EVENTS));
  }
}
