package dev.groundswell.pipelines.match;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.ledger.StageLedger;
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
 * @param rules the rules
 * @param exposition where the metrics are exposed
 */
public record MatchStage(RulePack rules, ExpositionConfig exposition) {

  static final String MATCH_UID = "match";
  static final String LATE_VERDICTS_UID = "late-verdicts";

  static final OutputTag<TelemetryEvent> NOTABLE =
      new OutputTag<>("notable-events", new AvroTypeInfo<>(TelemetryEvent.class));

  /**
   * What matching yields.
   *
   * @param matches satisfied steps by group
   * @param notable events with a verdict or a satisfied selective step: the entities' timelines
   */
  public record Streams(DataStream<StepMatch> matches, DataStream<TelemetryEvent> notable) {}

  /**
   * Attaches the stage.
   *
   * @param events what can become evidence
   * @param late what came too late for that; with a verdict it belongs to a timeline all the same
   */
  public Streams attach(DataStream<TelemetryEvent> events, DataStream<TelemetryEvent> late) {
    SingleOutputStreamOperator<StepMatch> matches =
        events
            .process(
                new MatchFunction(rules, new StageLedger("match", exposition)),
                new AvroTypeInfo<>(StepMatch.class))
            .uid(MATCH_UID)
            .name("match");
    DataStream<TelemetryEvent> lateVerdicts =
        late.filter(event -> !event.getVerdicts().isEmpty())
            .uid(LATE_VERDICTS_UID)
            .name("late verdicts");
    return new Streams(matches, matches.getSideOutput(NOTABLE).union(lateVerdicts));
  }
}
