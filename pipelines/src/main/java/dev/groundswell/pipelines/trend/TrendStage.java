package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Adds events and detections up to technique x target trends, and tells when they shift.
 *
 * @param config bounds
 * @param exposition where the metrics are exposed
 * @param start what is known if there is no state to go on from
 */
public record TrendStage(TrendConfig config, ExpositionConfig exposition, WarmStart start) {

  static final String EVENTS_UID = "trend-events";
  static final String LATE_UID = "trend-late-events";
  static final String DETECTIONS_UID = "trend-detections";
  static final String NAMING_UID = "trend-targets";
  static final String TREND_UID = "trend";

  /** A stage that starts knowing nothing. */
  public TrendStage(TrendConfig config, ExpositionConfig exposition) {
    this(config, exposition, WarmStart.none());
  }

  /** The same with another start. */
  public TrendStage warmed(WarmStart other) {
    return new TrendStage(config, exposition, other);
  }

  /**
   * What the stage yields.
   *
   * @param points cells by pane
   * @param shifts cells that are no longer as they were
   * @param baselines what was learned by the end of each day
   */
  public record Streams(
      DataStream<TrendPoint> points,
      DataStream<TrendShift> shifts,
      DataStream<Baseline> baselines) {}

  /**
   * Attaches the stage; late events count as long as their minute takes them.
   *
   * @param mitigations what was done; it must not hold event time back
   */
  public Streams attach(
      DataStream<TelemetryEvent> events,
      DataStream<TelemetryEvent> late,
      DataStream<Detection> detections,
      DataStream<Mitigation> mitigations) {
    return attach(
        preAggregate(events, Contribution::of, EVENTS_UID)
            .union(
                preAggregate(late, Contribution::of, LATE_UID),
                preAggregate(detections, Contribution::of, DETECTIONS_UID)),
        mitigations);
  }

  /**
   * Attaches the stage to contributions that have been added up by minute already, such as those of
   * a {@link CountedCell}.
   *
   * @param mitigations what was done; it must not hold event time back
   */
  public Streams attach(DataStream<TrendDelta> contributions, DataStream<Mitigation> mitigations) {
    SingleOutputStreamOperator<TrendPoint> points =
        contributions
            .keyBy(delta -> delta.getTargetKind().name(), Types.STRING)
            .process(
                new NamingFunction(config.mostTargets(), exposition),
                new AvroTypeInfo<>(TrendDelta.class))
            .uid(NAMING_UID)
            .name("targets")
            .keyBy(delta -> Target.of(delta).key(), Types.STRING)
            .process(
                new TrendFunction(config.allowedLateness(), config.shifts().tick(), exposition),
                new AvroTypeInfo<>(TrendPoint.class))
            .uid(TREND_UID)
            .name("trend");
    SingleOutputStreamOperator<TrendShift> shifts =
        points
            .getSideOutput(TrendFunction.TICKS)
            .keyBy(tick -> ShiftFunction.ALL, Types.STRING)
            .connect(mitigations.keyBy(mitigation -> ShiftFunction.ALL, Types.STRING))
            .process(
                new ShiftFunction(config.shifts(), exposition, start),
                new AvroTypeInfo<>(TrendShift.class))
            .setParallelism(1)
            .uid(ShiftFunction.UID)
            .name("shifts");
    return new Streams(points, shifts, shifts.getSideOutput(ShiftFunction.BASELINES));
  }

  /** Nothing was done. */
  public static DataStream<Mitigation> unmitigated(StreamExecutionEnvironment environment) {
    return environment
        .fromSequence(0, 0)
        .<Mitigation>flatMap((number, out) -> {}, new AvroTypeInfo<>(Mitigation.class))
        .setParallelism(1);
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
