package dev.groundswell.pipelines.ingest;

import static java.util.stream.Collectors.groupingBy;

import dev.groundswell.pipelines.time.ReachedTime;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.kafka.LastRecord;
import dev.groundswell.sinks.kafka.PartitionWatch;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.GaugeSeries;
import dev.groundswell.sinks.prometheus.Metric;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.kafka.common.TopicPartition;

/**
 * Event time: the least that the partitions of this subtask have come to, in each less the
 * out-of-orderness of its topic. Where one is silent it follows the clock, else the last abuse
 * before a silence would never alert; but only as far as the partition's broker says that
 * everything has been read. A subtask that reads no partition has no say in what time it is.
 *
 * <p>It stands before ingest, so that what it makes late is late for everybody. How far event time
 * has come for correlate, which has all subtasks as inputs, outlives a restart: it never sees
 * anything behind what it has decided.
 */
final class EventTimeOperator extends AbstractStreamOperator<SourceItem>
    implements OneInputStreamOperator<SourceItem, SourceItem>, ProcessingTimeCallback {

  /** Who has been assigned no partition by then gets none: there are more subtasks. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String WATERMARK_STATE = "watermark";
  private static final String OFFSETS_STATE = "last-offsets";

  private final Clock clock;
  private final HashMap<String, Duration> outOfOrderness;
  private final Duration idleTimeout;
  private final PartitionWatch.Factory watches;
  private final ExpositionConfig expositionConfig;

  private transient PartitionTimes times;
  private transient PartitionWatch watch;
  private transient long begun;
  private transient long patientUntil;
  private transient boolean withoutSay;
  private transient boolean restored;
  private transient ReachedTime reached;
  private transient ListState<Tuple3<String, Integer, Long>> offsetsState;
  private transient ExpositionLease exposition;
  private transient GaugeSeries lag;
  private transient Map<String, GaugeSeries> lagByTopic;
  private transient ScheduledFuture<?> nextLook;

  EventTimeOperator(
      Clock clock,
      Map<String, Duration> outOfOrderness,
      Duration idleTimeout,
      PartitionWatch.Factory watches,
      ExpositionConfig expositionConfig) {
    this.clock = clock;
    this.outOfOrderness = new HashMap<>(outOfOrderness);
    this.idleTimeout = idleTimeout;
    this.watches = watches;
    this.expositionConfig = expositionConfig;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    reached = ReachedTime.restore(context.getOperatorStateStore(), WATERMARK_STATE);
    restored = reached.isRestored();
    offsetsState =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    OFFSETS_STATE, Types.TUPLE(Types.STRING, Types.INT, Types.LONG)));
    times = new PartitionTimes(outOfOrderness, idleTimeout);
    for (Tuple3<String, Integer, Long> last : offsetsState.get()) {
      times.restored(new TopicPartition(last.f0, last.f1), last.f2, processingTime());
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    reached.snapshot(!withoutSay);
    List<Tuple3<String, Integer, Long>> offsets = new ArrayList<>();
    lastOffsets().forEach((p, last) -> offsets.add(Tuple3.of(p.topic(), p.partition(), last)));
    offsetsState.update(offsets);
  }

  /** Until it is certain which partitions are read here, those of all subtasks may be. */
  private Map<TopicPartition, Long> lastOffsets() {
    Map<TopicPartition, Long> offsets = times.lastOffsets();
    if (isPatienceOver()) {
      watch.partitions().ifPresent(offsets.keySet()::retainAll);
    }
    return offsets;
  }

  @Override
  public void open() throws Exception {
    super.open();
    Map<TopicPartition, Long> begins = times.lastOffsets();
    begins.replaceAll((partition, last) -> last + 1);
    watch = watches.open(subtask(), begins);
    begun = clock.millis();
    patientUntil = processingTime() + PATIENCE.toMillis();
    exposition = Exposition.lease(expositionConfig);
    lag = exposition.gauge(Metric.WATERMARK_LAG, Integer.toString(subtask()));
    lagByTopic = new HashMap<>();
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
    if (watch != null) {
      watch.close();
    }
    super.close();
  }

  @Override
  public void processElement(StreamRecord<SourceItem> element) throws Exception {
    haveSay(true);
    announceRestored();
    arrived(element.getValue());
    output.collect(element);
  }

  private void arrived(SourceItem item) {
    TopicPartition partition = new TopicPartition(item.getTopic(), item.getPartition());
    TelemetryEvent event = ItemEvent.of(item);
    if (event == null) {
      times.arrived(partition, item.getOffset(), processingTime());
    } else {
      // None, however far ahead its time is, makes time pass the clock.
      long time = Math.min(event.getEventTime(), clock.millis());
      times.arrived(partition, item.getOffset(), processingTime(), time);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    // The source knows none but the end of event time.
    haveSay(true);
    advanceTo(mark.getTimestamp());
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // Whether there is anything to wait for is decided here.
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
    look();
    lag.set(secondsSince(told()));
    scheduleNextLook();
  }

  private void announceRestored() throws Exception {
    if (restored) {
      restored = false;
      super.processWatermark(new Watermark(reached.get()));
    }
  }

  private void look() throws Exception {
    Optional<Set<TopicPartition>> assigned = watch.partitions();
    if (assigned.isEmpty()) {
      if (isPatienceOver()) {
        haveSay(false);
      }
      return;
    }
    haveSay(true);
    Set<TopicPartition> read = assigned.get();
    List<TopicPartition> unknown = new ArrayList<>();
    for (TopicPartition silent : times.silent(read, processingTime())) {
      Optional<LastRecord> last = watch.last(silent);
      // Not again before the last answer has been reached: in a busy partition none ever would be.
      if (last.isEmpty() || times.reached(silent, last.get())) {
        unknown.add(silent);
      }
    }
    watch.ask(unknown, clock.millis());
    OptionalLong time = times.time(read);
    if (time.isPresent()) {
      advanceTo(time.getAsLong() - 1);
    }
    tellWhoHoldsTimeBack(read);
  }

  private void tellWhoHoldsTimeBack(Set<TopicPartition> read) {
    read.stream()
        .collect(groupingBy(TopicPartition::topic))
        .forEach(
            (topic, partitions) ->
                lagOf(topic).set(secondsSince(times.time(partitions).orElse(told()))));
  }

  private GaugeSeries lagOf(String topic) {
    return lagByTopic.computeIfAbsent(
        topic,
        name -> exposition.gauge(Metric.TOPIC_WATERMARK_LAG, name, Integer.toString(subtask())));
  }

  /** Before time has begun it stands still as well: since this began. */
  private long told() {
    return reached.get() == Long.MIN_VALUE ? begun : reached.get();
  }

  private double secondsSince(long time) {
    return (clock.millis() - time) / 1000.0;
  }

  private void haveSay(boolean say) throws Exception {
    if (withoutSay == say) {
      withoutSay = !say;
      super.processWatermarkStatus(say ? WatermarkStatus.ACTIVE : WatermarkStatus.IDLE);
    }
  }

  private boolean isPatienceOver() {
    return processingTime() > patientUntil;
  }

  private long processingTime() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  private int subtask() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
  }

  private void advanceTo(long time) throws Exception {
    if (!reached.isPast(time)) {
      reached.set(time);
      restored = false;
      super.processWatermark(new Watermark(time));
    }
  }

  private void scheduleNextLook() {
    long interval = getExecutionConfig().getAutoWatermarkInterval();
    nextLook = getProcessingTimeService().registerTimer(processingTime() + interval, this);
  }
}
