package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.Metric;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds contributions up where they arise, so that the shuffle carries a bundle a cell and not a
 * record an event. Holds no state: bundles leave before every checkpoint barrier, when their minute
 * ends, and when there are many.
 */
final class PreAggregateOperator<T> extends AbstractStreamOperator<TrendDelta>
    implements OneInputStreamOperator<T, TrendDelta> {

  /** An event or detection as a contribution; serialisable, since it travels to the workers. */
  interface Contributor<T> extends Function<T, Contribution>, Serializable {}

  private static final int MAX_PANES = 10_000;

  private final Contributor<T> contributor;
  private final ExpositionConfig expositionConfig;

  private transient DeltaBuffer buffer;
  private transient ExpositionLease exposition;

  PreAggregateOperator(Contributor<T> contributor, ExpositionConfig expositionConfig) {
    this.contributor = contributor;
    this.expositionConfig = expositionConfig;
  }

  @Override
  public void open() throws Exception {
    super.open();
    buffer = new DeltaBuffer();
    exposition = Exposition.lease(expositionConfig);
  }

  @Override
  public void close() throws Exception {
    if (exposition != null) {
      exposition.close();
    }
    super.close();
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    buffer.add(contributor.apply(element.getValue()));
    if (buffer.size() > MAX_PANES) {
      flushAll();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    buffer.flushUntil(mark.getTimestamp(), this::emit);
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flushAll();
  }

  @Override
  public void finish() {
    flushAll();
  }

  private void flushAll() {
    buffer.flushUntil(Long.MAX_VALUE, this::emit);
  }

  private void emit(TrendDelta delta) {
    if (Targets.isShown(delta.getTargetKind())) {
      count(delta);
    }
    output.collect(new StreamRecord<>(delta, delta.getPaneStart()));
  }

  private void count(TrendDelta delta) {
    for (TechniqueDelta technique : delta.getTechniques()) {
      exposition
          .counter(
              Metric.TREND_EVENTS,
              technique.getTechnique(),
              delta.getTargetKind().name(),
              delta.getTarget())
          .add((double) technique.getEvents());
    }
  }
}
