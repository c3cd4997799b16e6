package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.pipelines.time.ReachedTime;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Tells each event with verdicts about a call once, with what is known of the call, when event time
 * has come to the event's own: all calls on time that ended before are there then, whichever came
 * first. What is late is told at once.
 */
final class JoinOperator extends AbstractStreamOperator<TelemetryEvent>
    implements TwoInputStreamOperator<TelemetryEvent, TelemetryEvent, TelemetryEvent>,
        Triggerable<String, VoidNamespace> {

  /** Of one call and one millisecond; each that is added costs a look at those before it. */
  static final int MAX_AT_ONCE = 100;

  private static final String CALL_STATE = "call";
  private static final String PENDING_STATE = "pending";
  private static final String FOLLOWED_STATE = "followed";

  private final long horizonMillis;
  private final StageLedger ledger;

  private transient ValueState<TelemetryEvent> remembered;
  private transient MapState<Long, List<TelemetryEvent>> pending;
  private transient ReachedTime followed;
  private transient InternalTimerService<VoidNamespace> timers;

  JoinOperator(Duration horizon, ExpositionConfig expositionConfig) {
    this.horizonMillis = horizon.toMillis();
    this.ledger = new StageLedger("join", expositionConfig);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    ledger.initializeState(context);
    AvroTypeInfo<TelemetryEvent> event = new AvroTypeInfo<>(TelemetryEvent.class);
    remembered =
        context.getKeyedStateStore().getState(new ValueStateDescriptor<>(CALL_STATE, event));
    pending =
        context
            .getKeyedStateStore()
            .getMapState(new MapStateDescriptor<>(PENDING_STATE, Types.LONG, Types.LIST(event)));
    followed = ReachedTime.restore(context.getOperatorStateStore(), FOLLOWED_STATE);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    ledger.snapshotState(context);
    followed.snapshot(true);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    ledger.publish(checkpointId);
  }

  @Override
  public void open() throws Exception {
    super.open();
    ledger.open(getRuntimeContext());
    timers = getInternalTimerService("verdicts", VoidNamespaceSerializer.INSTANCE, this);
  }

  @Override
  public void close() throws Exception {
    ledger.close();
    super.close();
  }

  /** The facts of a call. */
  @Override
  public void processElement1(StreamRecord<TelemetryEvent> element) throws Exception {
    TelemetryEvent call = element.getValue();
    TelemetryEvent known = remembered.value();
    if (known != null) {
      if (!CallFacts.agree(known, call)) {
        ledger.add(Entry.NAMESAKES);
      }
      remembered.update(CallFacts.common(known, call));
    } else if (!followed.isPast(forgetAt(call))) {
      ledger.waiting(Entry.REMEMBERED, 1);
      remembered.update(call);
      lookAt(forgetAt(call));
    }
  }

  /** An event with verdicts about a call. */
  @Override
  public void processElement2(StreamRecord<TelemetryEvent> element) throws Exception {
    TelemetryEvent event = element.getValue();
    ledger.add(Entry.ARRIVED);
    if (followed.isPast(event.getEventTime()) || !hold(event)) {
      tell(event);
    }
  }

  private boolean hold(TelemetryEvent event) throws Exception {
    List<TelemetryEvent> atOnce = pending.get(event.getEventTime());
    List<TelemetryEvent> grown = atOnce == null ? new ArrayList<>() : atOnce;
    if (grown.size() >= MAX_AT_ONCE) {
      return false;
    }
    grown.add(event);
    pending.put(event.getEventTime(), grown);
    ledger.waiting(Entry.PENDING, 1);
    lookAt(event.getEventTime());
    return true;
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    long time = timer.getTimestamp();
    List<TelemetryEvent> due = pending.get(time);
    if (due != null) {
      pending.remove(time);
      ledger.waiting(Entry.PENDING, -due.size());
      for (TelemetryEvent event : due) {
        tell(event);
      }
    }
    TelemetryEvent call = remembered.value();
    if (call != null && forgetAt(call) <= time) {
      remembered.clear();
      ledger.waiting(Entry.REMEMBERED, -1);
    } else if (call != null) {
      lookAt(forgetAt(call)); // a call of that id may have ended later than the first
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no such timer is registered");
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    getTimeServiceManager().orElseThrow().advanceWatermark(mark);
    if (mark.getTimestamp() >= followed.get()) {
      followed.set(mark.getTimestamp());
      output.emitWatermark(mark);
    }
  }

  private void tell(TelemetryEvent event) throws Exception {
    TelemetryEvent call = remembered.value();
    boolean joined = call != null && CallFacts.complete(event, call);
    ledger.add(joined ? Entry.JOINED : Entry.UNJOINED);
    StreamRecord<TelemetryEvent> element = new StreamRecord<>(event, event.getEventTime());
    if (followed.isPast(event.getEventTime())) {
      ledger.add(Entry.LATE_VERDICTS);
      output.collect(IngestStage.LATE, element);
    } else {
      ledger.add(Entry.TIMELY_VERDICTS);
      output.collect(element);
    }
  }

  private long forgetAt(TelemetryEvent call) {
    return call.getEventTime() + horizonMillis;
  }

  private void lookAt(long time) {
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
  }
}
