package dev.groundswell.pipelines.ingest;

import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.GaugeSeries;
import dev.groundswell.sinks.prometheus.Metric;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Lets event time follow the clock, less the out-of-orderness bound, while every partition that
 * this subtask reads is silent; otherwise the last abuse before a silence would never alert.
 *
 * <p>It stands before ingest, so that what it makes late is late for everybody.
 */
final class SilenceOperator<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T>, ProcessingTimeCallback {

  private final Clock clock;
  private final Duration outOfOrderness;
  private final ExpositionConfig expositionConfig;

  private transient boolean silent;
  private transient long watermark;
  private transient ExpositionLease exposition;
  private transient GaugeSeries lag;
  private transient ScheduledFuture<?> nextLook;

  SilenceOperator(Clock clock, Duration outOfOrderness, ExpositionConfig expositionConfig) {
    this.clock = clock;
    this.outOfOrderness = outOfOrderness;
    this.expositionConfig = expositionConfig;
  }

  @Override
  public void open() throws Exception {
    super.open();
    watermark = Long.MIN_VALUE;
    exposition = Exposition.lease(expositionConfig);
    lag =
        exposition.gauge(
            Metric.WATERMARK_LAG,
            Integer.toString(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask()));
    scheduleNextLook();
  }

  @Override
  public void close() throws Exception {
    if (nextLook != null) {
      nextLook.cancel(false);
    }
    if (exposition != null) {
      exposition.close();
    }
    super.close();
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    output.collect(element);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    advanceTo(mark.getTimestamp());
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    // Idleness ends here: downstream sees an input that keeps pace with the clock.
    silent = status.isIdle();
    followClock();
  }

  @Override
  public void finish() throws Exception {
    // A drain ends event time, but Flink holds that watermark back from an input that is idle.
    advanceTo(Watermark.MAX_WATERMARK.getTimestamp());
    super.finish();
  }

  @Override
  public void onProcessingTime(long timestamp) throws Exception {
    followClock();
    if (watermark != Long.MIN_VALUE) {
      lag.set((clock.millis() - watermark) / 1000.0);
    }
    scheduleNextLook();
  }

  private void followClock() throws Exception {
    if (silent) {
      advanceTo(clock.millis() - outOfOrderness.toMillis());
    }
  }

  private void advanceTo(long time) throws Exception {
    if (time > watermark) {
      watermark = time;
      super.processWatermark(new Watermark(time));
    }
  }

  private void scheduleNextLook() {
    long interval = getExecutionConfig().getAutoWatermarkInterval();
    nextLook =
        getProcessingTimeService()
            .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + interval, this);
  }
}
