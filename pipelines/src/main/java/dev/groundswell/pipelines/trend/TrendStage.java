package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
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
      DataStream<TelemetryEvent> events,
      DataStream<TelemetryEvent> late,
      DataStream<Detection> detections) {
    return preAggregate(events, Contribution::of, EVENTS_UID)
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
