package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.ledger.Accountable;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.GaugeSeries;
import dev.groundswell.sinks.prometheus.Metric;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The panes of one target: merges bundles, publishes a pane when the watermark passes its end, and
 * again when late contributions change it, until the allowed lateness is over. Days, weeks and
 * months take hours that are over, and are published as they grow. Panes of the grain that is
 * judged are told of once besides, when they end: as a tick.
 */
final class TrendFunction extends KeyedProcessFunction<String, TrendDelta, TrendPoint>
    implements Accountable {

  static final OutputTag<TrendDelta> TICKS =
      new OutputTag<>("ticks", new AvroTypeInfo<>(TrendDelta.class));

  private final Duration allowedLateness;
  private final Grain tick;
  private final ExpositionConfig expositionConfig;
  private final StageLedger ledger;

  private transient Map<Grain, MapState<Long, TrendDelta>> panes;
  private transient ExpositionLease exposition;

  /**
   * @param tick grain that is judged
   */
  TrendFunction(Duration allowedLateness, Grain tick, ExpositionConfig expositionConfig) {
    this.allowedLateness = allowedLateness;
    this.tick = tick;
    this.expositionConfig = expositionConfig;
    this.ledger = new StageLedger("trend", expositionConfig);
  }

  @Override
  public StageLedger ledger() {
    return ledger;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    panes = new EnumMap<>(Grain.class);
    for (Grain grain : Panes.GRAINS) {
      panes.put(
          grain,
          getRuntimeContext()
              .getMapState(
                  new MapStateDescriptor<>(
                      "panes-" + grain, Types.LONG, new AvroTypeInfo<>(TrendDelta.class))));
    }
    exposition = Exposition.lease(expositionConfig);
    ledger.open(getRuntimeContext());
  }

  @Override
  public void close() {
    ledger.close();
    if (exposition != null) {
      exposition.close();
    }
  }

  @Override
  public void processElement(TrendDelta delta, Context context, Collector<TrendPoint> out)
      throws Exception {
    TimerService timers = context.timerService();
    ledger.add(Entry.BUNDLES);
    if (isOver(Grain.minute, delta.getPaneStart(), timers.currentWatermark())) {
      // Judged by the minute for every grain, so that the minutes of an hour add up to it.
      ledger.add(Entry.TOO_LATE);
      return;
    }
    ledger.add(Entry.MERGED);
    for (Grain grain : Panes.SHORT) {
      TrendDelta pane = merge(grain, delta, timers);
      long last = Panes.end(grain, pane.getPaneStart()) - 1;
      if (last > timers.currentWatermark()) {
        timers.registerEventTimeTimer(last);
      } else {
        publish(grain, pane, out);
        if (grain == Grain.hour) {
          addHour(delta, timers, out);
        }
      }
    }
  }

  /**
   * Adds to the long panes what their hours do not bring them any more, and shows how they grow.
   * They are kept for years, in which nobody should be followed by name.
   */
  private void addHour(TrendDelta more, TimerService timers, Collector<TrendPoint> out)
      throws Exception {
    TrendDelta unnamed = Deltas.withoutActors(more);
    for (Grain grain : Panes.LONG) {
      publish(grain, merge(grain, unnamed, timers), out);
    }
  }

  private TrendDelta merge(Grain grain, TrendDelta delta, TimerService timers) throws Exception {
    long start = Panes.start(grain, delta.getPaneStart());
    TrendDelta merged = Deltas.sum(start, panes.get(grain).get(start), delta);
    panes.get(grain).put(start, merged);
    timers.registerEventTimeTimer(Panes.end(grain, start) - 1 + allowedLateness.toMillis());
    return merged;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TrendPoint> out)
      throws Exception {
    for (Grain grain : Panes.SHORT) {
      long start = Panes.start(grain, time);
      TrendDelta pane = panes.get(grain).get(start);
      if (pane != null && Panes.end(grain, start) - 1 == time) {
        publish(grain, pane, out);
        if (grain == tick) {
          context.output(TICKS, pane);
        }
        if (grain == Grain.hour) {
          addHour(pane, context.timerService(), out);
        }
      }
    }
    showActors(time + 1, context.timerService());
    for (Grain grain : Panes.GRAINS) {
      MapStates.removeIf(panes.get(grain), pane -> isOver(grain, pane.getKey(), time));
    }
  }

  private void publish(Grain grain, TrendDelta pane, Collector<TrendPoint> out) {
    for (TechniqueDelta technique : pane.getTechniques()) {
      out.collect(TrendPoints.of(grain, pane, technique));
    }
  }

  /** Shows the actors of the minute that ended, and none for techniques that it did not see. */
  private void showActors(long minuteEnd, TimerService timers) throws Exception {
    long minute = Duration.ofMinutes(1).toMillis();
    Map<String, Double> shown = new HashMap<>();
    TrendDelta before = panes.get(Grain.minute).get(minuteEnd - 2 * minute);
    if (before != null) {
      before.getTechniques().forEach(technique -> shown.put(technique.getTechnique(), 0.0));
    }
    TrendDelta ended = panes.get(Grain.minute).get(minuteEnd - minute);
    if (ended != null) {
      ended
          .getTechniques()
          .forEach(
              technique ->
                  shown.put(
                      technique.getTechnique(), ActorSketch.of(technique.getActors()).estimate()));
      timers.registerEventTimeTimer(minuteEnd - 1 + minute);
    }
    TrendDelta named = ended == null ? before : ended;
    if (named == null || !Targets.isShown(named.getTargetKind())) {
      return;
    }
    shown.forEach((technique, actors) -> gauge(named, technique).set(actors));
  }

  private GaugeSeries gauge(TrendDelta pane, String technique) {
    return exposition.gauge(
        Metric.TREND_DISTINCT_ACTORS, technique, pane.getTargetKind().name(), pane.getTarget());
  }

  private boolean isOver(Grain grain, long start, long watermark) {
    return Panes.end(grain, start) - 1 + allowedLateness.toMillis() <= watermark;
  }
}
