package dev.groundswell.pipelines.match;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Finds the rule steps that each event satisfies, before any shuffle: benign events stop here.
 *
 * @param rules the rules
 */
public record MatchStage(RulePack rules) {

  static final String MATCH_UID = "match";

  static final OutputTag<TelemetryEvent> NOTABLE =
      new OutputTag<>("notable-events", new AvroTypeInfo<>(TelemetryEvent.class));

  /**
   * What matching yields.
   *
   * @param matches satisfied steps by group
   * @param notable events with a verdict or a satisfied selective step: the entities' timelines
   */
  public record Streams(DataStream<StepMatch> matches, DataStream<TelemetryEvent> notable) {}

  /** Attaches the stage. */
  public Streams attach(DataStream<TelemetryEvent> events) {
    SingleOutputStreamOperator<StepMatch> matches =
        events
            .process(new MatchFunction(rules), new AvroTypeInfo<>(StepMatch.class))
            .uid(MATCH_UID)
            .name("match");
    return new Streams(matches, matches.getSideOutput(NOTABLE));
  }
}
