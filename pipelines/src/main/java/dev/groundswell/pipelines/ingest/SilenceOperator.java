package dev.groundswell.pipelines.ingest;

import dev.groundswell.sinks.kafka.FetchProgress;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.GaugeSeries;
import dev.groundswell.sinks.prometheus.Metric;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Lets event time follow the clock, less the out-of-orderness bound, while every partition that
 * this subtask reads is silent; otherwise the last abuse before a silence would never alert. While
 * brokers do not answer, or records wait to be read, time stands still. A subtask that reads no
 * partition has no say in what time it is.
 *
 * <p>It stands before ingest, so that what it makes late is late for everybody. How far event time
 * has come for correlate, which has all subtasks as inputs, outlives a restart: it never sees
 * anything behind what it has decided.
 */
final class SilenceOperator<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T>, ProcessingTimeCallback {

  private static final String STATE = "watermark";

  private final Clock clock;
  private final Duration outOfOrderness;
  private final FetchProgress.Source progress;
  private final ExpositionConfig expositionConfig;

  private transient Silence silence;
  private transient boolean idle;
  private transient boolean withoutSay;
  private transient boolean restored;
  private transient long watermark;
  private transient ListState<Long> state;
  private transient ExpositionLease exposition;
  private transient GaugeSeries lag;
  private transient ScheduledFuture<?> nextLook;

  SilenceOperator(
      Clock clock,
      Duration outOfOrderness,
      FetchProgress.Source progress,
      ExpositionConfig expositionConfig) {
    this.clock = clock;
    this.outOfOrderness = outOfOrderness;
    this.progress = progress;
    this.expositionConfig = expositionConfig;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    // Union, of which the minimum counts: that is as far as correlate, which has all subtasks as
    // inputs, had come, whoever reads which partition now.
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>(STATE, Types.LONG));
    watermark = Long.MIN_VALUE;
    for (long before : state.get()) {
      watermark = restored ? Math.min(watermark, before) : before;
      restored = true;
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    // The end of event time, which a drain brings, is none to go on from.
    boolean over = watermark == Watermark.MAX_WATERMARK.getTimestamp();
    state.update(over || withoutSay ? List.of() : List.of(watermark));
  }

  @Override
  public void open() throws Exception {
    super.open();
    silence = new Silence();
    exposition = Exposition.lease(expositionConfig);
    lag = exposition.gauge(Metric.WATERMARK_LAG, Integer.toString(subtask()));
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
  public void processElement(StreamRecord<T> element) throws Exception {
    silence.broken();
    haveSay(true);
    announceRestored();
    output.collect(element);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    haveSay(true);
    advanceTo(mark.getTimestamp());
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    // Idleness ends here: downstream sees an input that keeps pace with the clock.
    idle = status.isIdle();
    if (!idle) {
      silence.broken();
      haveSay(true);
    }
  }

  @Override
  public void finish() throws Exception {
    // A drain ends event time, but Flink holds that watermark back from an input that is idle.
    haveSay(true);
    advanceTo(Watermark.MAX_WATERMARK.getTimestamp());
    super.finish();
  }

  @Override
  public void onProcessingTime(long timestamp) throws Exception {
    announceRestored();
    followClock();
    if (watermark != Long.MIN_VALUE) {
      lag.set((clock.millis() - watermark) / 1000.0);
    }
    scheduleNextLook();
  }

  private void announceRestored() throws Exception {
    if (restored) {
      restored = false;
      super.processWatermark(new Watermark(watermark));
    }
  }

  private void followClock() throws Exception {
    if (!idle) {
      return;
    }
    Optional<FetchProgress> read = progress.of(subtask());
    haveSay(read.isPresent());
    if (read.isPresent()) {
      OptionalLong until = silence.look(read.get(), clock.millis());
      if (until.isPresent()) {
        advanceTo(until.getAsLong() - outOfOrderness.toMillis());
      }
    }
  }

  private void haveSay(boolean say) throws Exception {
    if (withoutSay == say) {
      withoutSay = !say;
      super.processWatermarkStatus(say ? WatermarkStatus.ACTIVE : WatermarkStatus.IDLE);
    }
  }

  private int subtask() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
  }

  private void advanceTo(long time) throws Exception {
    if (time > watermark) {
      watermark = time;
      restored = false;
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
