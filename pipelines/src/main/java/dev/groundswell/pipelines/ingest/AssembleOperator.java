package dev.groundswell.pipelines.ingest;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.partitioningBy;

import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.ingest.otlp.AssembledCall;
import dev.groundswell.pipelines.ingest.otlp.Fates;
import dev.groundswell.pipelines.ingest.otlp.TraceCalls;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.pipelines.time.ReachedTime;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
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
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Puts the parts of a trace together and tells each call once, when event time has passed its end
 * by the horizon. What it lets follow is as far behind: calls are on time if their parts are.
 *
 * <p>Parts are remembered longer than their calls are waited for: what was asked is known when a
 * call begins, and a span that only repeats a call may end long after it.
 */
final class AssembleOperator extends AbstractStreamOperator<TelemetryEvent>
    implements OneInputStreamOperator<TracePart, TelemetryEvent>,
        Triggerable<String, VoidNamespace> {

  private static final String PARTS_STATE = "parts";
  private static final String SIZE_STATE = "size";
  private static final String LOOKED_STATE = "looked";
  private static final String FOLLOWED_STATE = "followed";

  private final TraceConfig traces;
  private final Set<Format> formats;
  private final boolean joinsVerdicts;
  private final ExpositionConfig expositionConfig;
  private final StageLedger ledger;

  private transient ListState<TracePart> parts;
  private transient ValueState<Integer> size;
  private transient ValueState<Long> looked;
  private transient ReachedTime followed;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient ExpositionLease exposition;
  private transient OutcomeCounters outcomes;

  /**
   * @param joinsVerdicts whether calls are remembered, under the ids of all their spans
   */
  AssembleOperator(
      TraceConfig traces,
      Collection<Format> formats,
      boolean joinsVerdicts,
      ExpositionConfig expositionConfig) {
    this.traces = traces;
    this.formats = new HashSet<>(formats);
    this.joinsVerdicts = joinsVerdicts;
    this.expositionConfig = expositionConfig;
    this.ledger = new StageLedger("assemble", expositionConfig);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    ledger.initializeState(context);
    parts =
        context
            .getKeyedStateStore()
            .getListState(
                new ListStateDescriptor<>(PARTS_STATE, new AvroTypeInfo<>(TracePart.class)));
    size = context.getKeyedStateStore().getState(new ValueStateDescriptor<>(SIZE_STATE, Types.INT));
    looked =
        context.getKeyedStateStore().getState(new ValueStateDescriptor<>(LOOKED_STATE, Types.LONG));
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
    exposition = Exposition.lease(expositionConfig);
    outcomes = new OutcomeCounters(exposition, formats);
    timers = getInternalTimerService("traces", VoidNamespaceSerializer.INSTANCE, this);
  }

  @Override
  public void close() throws Exception {
    ledger.close();
    if (exposition != null) {
      exposition.close();
    }
    super.close();
  }

  @Override
  public void processElement(StreamRecord<TracePart> element) throws Exception {
    TracePart part = element.getValue();
    ledger.add(Entry.RECEIVED);
    ledger.waiting(Entry.HELD, 1);
    if (held() >= traces.capacity()) {
      makeRoom();
    }
    parts.add(part);
    size.update(held() + 1);
    lookAt(traces.tellAt(part));
    lookAt(traces.forgetAt(part));
  }

  private int held() throws Exception {
    Integer held = size.value();
    return held == null ? 0 : held;
  }

  /** Not at a time that is over: this trace may have been looked at then. */
  private void lookAt(long time) {
    timers.registerEventTimeTimer(
        VoidNamespace.INSTANCE, Math.max(time, timers.currentWatermark() + 1));
  }

  private void makeRoom() throws Exception {
    ledger.add(Entry.FULL_TRACES);
    List<TracePart> waiting = list(parts);
    emit(new TraceCalls(waiting).tellAll());
    waiting.sort(comparingLong(TracePart::getEndNanos));
    int half = waiting.size() - waiting.size() / 2;
    forget(waiting.subList(0, half));
    keep(waiting.subList(half, waiting.size()));
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    // A leap of time fires many timers of a trace; the first does the work of all.
    if (looked.value() != null && timer.getTimestamp() <= looked.value()) {
      return;
    }
    List<TracePart> waiting = list(parts);
    if (waiting.isEmpty()) {
      return; // told as a whole before
    }
    long now = timers.currentWatermark();
    looked.update(now);
    emit(new TraceCalls(waiting).tell(traces.toldAt(now), traces.forgottenAt(now)));
    Map<Boolean, List<TracePart>> overAndNot =
        waiting.stream().collect(partitioningBy(part -> traces.forgetAt(part) <= now));
    forget(overAndNot.get(true));
    keep(overAndNot.get(false));
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no such timer is registered");
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    getTimeServiceManager().orElseThrow().advanceWatermark(mark);
    boolean over = mark.equals(Watermark.MAX_WATERMARK);
    long follows = over ? mark.getTimestamp() : mark.getTimestamp() - traces.delay();
    if (follows >= followed.get()) {
      followed.set(follows);
      output.emitWatermark(new Watermark(follows));
    }
  }

  private void emit(List<AssembledCall> calls) {
    ledger.add(Entry.CALLS, calls.size());
    ledger.waiting(Entry.HELD, -calls.size());
    calls.forEach(this::emit);
  }

  private void emit(AssembledCall call) {
    TelemetryEvent event = call.event();
    outcomes.count(call.format(), event.getEventOutcome());
    if (event.getUserId() == null && event.getSessionId() == null) {
      ledger.add(Entry.NOBODYS_CALLS);
    }
    if (joinsVerdicts) {
      emitByOtherSpans(call);
    }
    StreamRecord<TelemetryEvent> element = new StreamRecord<>(event, event.getEventTime());
    if (followed.isPast(event.getEventTime())) {
      ledger.add(Entry.LATE_CALLS);
      output.collect(IngestStage.LATE, element);
    } else {
      ledger.add(Entry.TIMELY_CALLS);
      output.collect(element);
    }
  }

  /** A judge may have seen the span of a framework, not that of the library beneath it. */
  private void emitByOtherSpans(AssembledCall call) {
    for (String span : call.otherSpans()) {
      TelemetryEvent facts = CallFacts.of(call.event());
      facts.setEventId(call.idBy(span));
      facts.setSpanId(span); // or several calls within that span would differ in it
      output.collect(
          IngestStage.CALLS_BY_OTHER_SPANS, new StreamRecord<>(facts, facts.getEventTime()));
    }
  }

  private void forget(List<TracePart> over) {
    Fates fates = Fates.of(over);
    ledger.add(Entry.COMPLETING, fates.merged());
    ledger.add(Entry.UNUSED, fates.unused());
    ledger.add(Entry.ORPHANS, fates.orphans());
    ledger.waiting(Entry.HELD, -(fates.merged() + fates.unused() + fates.orphans()));
  }

  private void keep(List<TracePart> waiting) throws Exception {
    if (waiting.isEmpty()) {
      parts.clear();
      size.clear();
      looked.clear();
    } else {
      parts.update(waiting);
      size.update(waiting.size());
    }
  }

  private static <T> List<T> list(ListState<T> state) throws Exception {
    List<T> list = new ArrayList<>();
    state.get().forEach(list::add);
    return list;
  }
}
