package dev.groundswell.pipelines.match;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.ingest.IngestStage;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.util.List;
import java.util.stream.Stream;
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
   * @param ways what can become evidence
   * @param late what came too late for that; with a verdict it belongs to a timeline all the same
   */
  public Streams attach(List<IngestStage.Way> ways, DataStream<TelemetryEvent> late) {
    List<SingleOutputStreamOperator<StepMatch>> matches = ways.stream().map(this::match).toList();
    DataStream<TelemetryEvent> lateVerdicts =
        late.filter(event -> !event.getVerdicts().isEmpty())
            .uid(LATE_VERDICTS_UID)
            .name("late verdicts");
    return new Streams(
        union(matches.stream()),
        union(matches.stream().map(way -> way.getSideOutput(NOTABLE))).union(lateVerdicts));
  }

  private SingleOutputStreamOperator<StepMatch> match(IngestStage.Way way) {
    String uid = way.uid(MATCH_UID);
    return way.events()
        .process(
            new MatchFunction(rules, new StageLedger(MATCH_UID, way.name(), exposition)),
            new AvroTypeInfo<>(StepMatch.class))
        .uid(uid)
        .name(uid);
  }

  private static <T> DataStream<T> union(Stream<? extends DataStream<T>> streams) {
    return streams.<DataStream<T>>map(stream -> stream).reduce(DataStream::union).orElseThrow();
  }
}
