package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.DeadLetterReason;
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
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Takes, refuses or sets aside each item, and keeps the books about it. */
final class IngestFunction extends ProcessFunction<SourceItem, TelemetryEvent>
    implements CheckpointedFunction, CheckpointListener {

  private static final String DEDUPE_STATE = "dedupe-windows";
  private static final String FORMAT = "avro";

  private final IngestConfig config;
  private final PseudonymKey key;
  private final Clock clock;
  private final ExpositionConfig expositionConfig;
  private final StageLedger ledger = new StageLedger("ingest");

  private transient EventValidator validator;
  private transient EventNormalizer normalizer;
  private transient Pseudonymizer pseudonyms;
  private transient PartitionDedupe dedupe;
  private transient ListState<DedupeWindow> dedupeState;
  private transient ExpositionLease exposition;
  private transient Map<EventOutcome, CounterSeries> outcomes;

  IngestFunction(
      IngestConfig config, PseudonymKey key, Clock clock, ExpositionConfig expositionConfig) {
    this.config = config;
    this.key = key;
    this.clock = clock;
    this.expositionConfig = expositionConfig;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    validator = new EventValidator(clock, config.retention(), config.skew());
    pseudonyms = new Pseudonymizer(key);
    normalizer = new EventNormalizer(pseudonyms);
    exposition = Exposition.lease(expositionConfig);
    ledger.open(getRuntimeContext(), exposition);
    outcomes = new EnumMap<>(EventOutcome.class);
    for (EventOutcome outcome : EventOutcome.values()) {
      outcomes.put(outcome, exposition.counter(Metric.EVENTS, FORMAT, outcome.name()));
    }
  }

  @Override
  public void close() {
    if (exposition != null) {
      exposition.close();
    }
  }

  @Override
  public void processElement(SourceItem item, Context context, Collector<TelemetryEvent> out) {
    ledger.add("items");
    if (item.getEvent() == null) {
      refuse(item, item.getReason(), item.getDetail(), context);
      return;
    }
    try {
      validator.validate(item.getEvent());
    } catch (Refusal refusal) {
      refuse(item, refusal.reason(), refusal.getMessage(), context);
      return;
    }
    ledger.add("valid");
    accept(item, context, out);
  }

  private void accept(SourceItem item, Context context, Collector<TelemetryEvent> out) {
    TelemetryEvent event = item.getEvent();
    if (!dedupe.isFirst(item)) {
      ledger.add("duplicate");
      return;
    }
    ledger.add("unique");
    event.setEventObserved(item.getTime());
    event.setEventReference(reference(item));
    normalizer.normalize(event);
    outcomes.get(event.getEventOutcome()).add(1);
    if (event.getEventTime() <= context.timerService().currentWatermark()) {
      ledger.add("late");
      context.output(IngestStage.LATE, event);
    } else {
      ledger.add("on_time");
      out.collect(event);
    }
  }

  private void refuse(SourceItem item, DeadLetterReason reason, String detail, Context context) {
    ledger.add("rejected");
    ledger.add("rejected_" + reason);
    byte[] payload = item.getPayload().array();
    context.output(
        IngestStage.DEAD_LETTERS,
        DeadLetter.newBuilder()
            .setDeadLetterId("%s-%s-%d".formatted(Stage.ingest, reference(item), item.getItem()))
            .setStage(Stage.ingest)
            .setReason(reason)
            .setDetail(detail)
            .setTopic(item.getTopic())
            .setPartition(item.getPartition())
            .setOffset(item.getOffset())
            .setItem(item.getItem())
            .setTime(item.getTime())
            .setPayloadSize(payload.length)
            .setPayloadHmac(pseudonyms.of(payload))
            .setPayloadShape(PayloadShape.of(payload))
            .build());
  }

  private static String reference(SourceItem item) {
    return item.getTopic() + "-" + item.getPartition() + "-" + item.getOffset();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ledger.initializeState(context);
    dedupe = new PartitionDedupe(config, clock);
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
    ledger.snapshotState();
    dedupeState.update(dedupe.windows());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    ledger.publish();
  }
}
