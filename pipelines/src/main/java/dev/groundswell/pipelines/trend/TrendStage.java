package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.ingest.IngestStage;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Adds events and detections up to technique x target trends.
 *
 * @param config bounds
 * @param exposition where the metrics are exposed
 */
public record TrendStage(TrendConfig config, ExpositionConfig exposition) {

  static final String EVENTS_UID = "trend-events";
  static final String LATE_UID = "trend-late-events";
  static final String DETECTIONS_UID = "trend-detections";
  static final String TREND_UID = "trend";

  /** Attaches the stage; late events count as long as their minute takes them. */
  public DataStream<TrendPoint> attach(
      List<IngestStage.Way> ways,
      DataStream<TelemetryEvent> late,
      DataStream<Detection> detections) {
    DataStream<TrendDelta> events =
        ways.stream()
            .map(way -> preAggregate(way.events(), Contribution::of, way.uid(EVENTS_UID)))
            .reduce(DataStream::union)
            .orElseThrow();
    return events
        .union(
            preAggregate(late, Contribution::of, LATE_UID),
            preAggregate(detections, Contribution::of, DETECTIONS_UID))
        .keyBy(delta -> delta.getTargetKind() + ":" + delta.getTarget(), Types.STRING)
        .process(
            new TrendFunction(config.allowedLateness(), exposition),
            new AvroTypeInfo<>(TrendPoint.class))
        .uid(TREND_UID)
        .name("trend");
  }

  private <T> DataStream<TrendDelta> preAggregate(
      DataStream<T> input, PreAggregateOperator.Contributor<T> contributor, String uid) {
    return input
        .transform(
            uid,
            new AvroTypeInfo<>(TrendDelta.class),
            new PreAggregateOperator<>(contributor, exposition))
        .uid(uid);
  }
}
