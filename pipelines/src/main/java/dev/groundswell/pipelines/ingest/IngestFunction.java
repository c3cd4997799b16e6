package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ledger.Accountable;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.DedupeWindow;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.Stage;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.CounterSeries;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.Metric;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Takes, refuses or sets aside each item, and keeps the books about it. */
final class IngestFunction extends ProcessFunction<SourceItem, TelemetryEvent>
    implements Accountable {

  private static final String DEDUPE_STATE = "dedupe-windows";
  private static final String FORMAT = "avro";

  private final IngestConfig config;
  private final PseudonymKey key;
  private final ExpositionConfig expositionConfig;
  private final StageLedger ledger;

  private transient EventNormalizer normalizer;
  private transient Pseudonymizer pseudonyms;
  private transient PartitionDedupe dedupe;
  private transient ListState<DedupeWindow> dedupeState;
  private transient ExpositionLease exposition;
  private transient Map<EventOutcome, CounterSeries> outcomes;

  IngestFunction(IngestConfig config, PseudonymKey key, ExpositionConfig expositionConfig) {
    this.config = config;
    this.key = key;
    this.expositionConfig = expositionConfig;
    this.ledger = new StageLedger("ingest", expositionConfig);
  }

  @Override
  public StageLedger ledger() {
    return ledger;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    pseudonyms = new Pseudonymizer(key);
    normalizer = new EventNormalizer(pseudonyms);
    ledger.open(getRuntimeContext());
    exposition = Exposition.lease(expositionConfig);
    outcomes = new EnumMap<>(EventOutcome.class);
    for (EventOutcome outcome : EventOutcome.values()) {
      outcomes.put(outcome, exposition.counter(Metric.EVENTS, FORMAT, outcome.name()));
    }
  }

  @Override
  public void close() {
    ledger.close();
    if (exposition != null) {
      exposition.close();
    }
  }

  @Override
  public void processElement(SourceItem item, Context context, Collector<TelemetryEvent> out) {
    ledger.add(Entry.ITEMS);
    if (item.getEvent() == null) {
      ledger.rejected(item.getReason());
      context.output(IngestStage.DEAD_LETTERS, letter(item));
      return;
    }
    ledger.add(Entry.VALID);
    long watermark = context.timerService().currentWatermark();
    if (!dedupe.isFirst(item, watermark)) {
      ledger.add(Entry.DUPLICATE);
      return;
    }
    ledger.add(Entry.UNIQUE);
    TelemetryEvent event = normalized(item);
    outcomes.get(event.getEventOutcome()).add(1);
    if (event.getEventTime() <= watermark) {
      ledger.add(Entry.LATE);
      context.output(IngestStage.LATE, event);
    } else {
      ledger.add(Entry.ON_TIME);
      out.collect(event);
    }
  }

  private TelemetryEvent normalized(SourceItem item) {
    TelemetryEvent event = item.getEvent();
    event.setEventObserved(item.getTime());
    event.setEventReference(reference(item));
    normalizer.normalize(event);
    return event;
  }

  private DeadLetter letter(SourceItem item) {
    byte[] payload = item.getPayload().array();
    return DeadLetter.newBuilder()
        .setDeadLetterId("%s-%s-%d".formatted(Stage.ingest, reference(item), item.getItem()))
        .setStage(Stage.ingest)
        .setReason(item.getReason())
        .setDetail(item.getDetail())
        .setTopic(item.getTopic())
        .setPartition(item.getPartition())
        .setOffset(item.getOffset())
        .setItem(item.getItem())
        .setTime(item.getTime())
        .setPayloadSize(payload.length)
        .setPayloadHmac(pseudonyms.ofPayload(payload))
        .setPayloadShape(PayloadShape.of(payload))
        .build();
  }

  private static String reference(SourceItem item) {
    return item.getTopic() + "-" + item.getPartition() + "-" + item.getOffset();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    Accountable.super.initializeState(context);
    dedupe = new PartitionDedupe(config);
    // Union: after rescaling, any subtask may read any partition.
    dedupeState =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(DEDUPE_STATE, new AvroTypeInfo<>(DedupeWindow.class)));
    dedupe.restore(dedupeState.get());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Accountable.super.snapshotState(context);
    dedupeState.update(dedupe.windows());
  }
}
