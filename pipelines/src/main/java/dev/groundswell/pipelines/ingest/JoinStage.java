package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.time.Duration;
import java.util.List;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * Brings events whose verdicts are about a call together with that call.
 *
 * @param horizon how long calls are remembered
 * @param exposition where the metrics are exposed
 */
record JoinStage(Duration horizon, ExpositionConfig exposition) {

  static final String JOIN_UID = "join-verdicts";
  static final String FACTS_UID = "call-facts";
  static final String LATE_FACTS_UID = "call-facts-late";

  private static final AvroTypeInfo<TelemetryEvent> EVENT =
      new AvroTypeInfo<>(TelemetryEvent.class);

  /**
   * Adds the verdicts as a way of their own.
   *
   * @param byOtherSpans facts of calls that are told, under other ids by which verdicts may name
   *     them
   */
  IngestStage.Streams attach(
      IngestStage.Streams told,
      List<DataStream<TelemetryEvent>> byOtherSpans,
      DataStream<TelemetryEvent> verdicts) {
    DataStream<TelemetryEvent> calls =
        told.ways().stream()
            .map(way -> facts(way.events(), way.uid(FACTS_UID)))
            .reduce(DataStream::union)
            .orElseThrow()
            .union(facts(told.late(), LATE_FACTS_UID));
    for (DataStream<TelemetryEvent> others : byOtherSpans) {
      calls = calls.union(others);
    }
    SingleOutputStreamOperator<TelemetryEvent> joined =
        calls
            .keyBy(TelemetryEvent::getEventId)
            .connect(verdicts.keyBy(TelemetryEvent::getCallId))
            .transform("join verdicts", EVENT, new JoinOperator(horizon, exposition))
            .uid(JOIN_UID);
    return told.and("verdicts", joined);
  }

  /** In the chain of what comes this way: few of its calls' fields are shuffled. */
  private static DataStream<TelemetryEvent> facts(DataStream<TelemetryEvent> events, String uid) {
    return events.flatMap(JoinStage::takeFacts, EVENT).uid(uid).name(uid);
  }

  private static void takeFacts(TelemetryEvent event, Collector<TelemetryEvent> out) {
    if (CallFacts.isCall(event)) {
      out.collect(CallFacts.of(event));
    }
  }
}
