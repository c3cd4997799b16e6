package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.ledger.Accountable;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.DedupeWindow;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
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

  private final IngestConfig config;
  private final Set<Format> formats;
  private final PseudonymKey key;
  private final ContentReader.Wishes content;
  private final Clock clock;
  private final ExpositionConfig expositionConfig;
  private final StageLedger ledger;

  private transient EventNormalizer normalizer;
  private transient DeadLetters letters;
  private transient PartitionDedupe dedupe;
  private transient ListState<DedupeWindow> dedupeState;
  private transient ExpositionLease exposition;
  private transient OutcomeCounters outcomes;

  IngestFunction(
      IngestConfig config,
      Collection<Format> formats,
      PseudonymKey key,
      ContentReader.Wishes content,
      Clock clock,
      ExpositionConfig expositionConfig) {
    this.config = config;
    this.formats = new HashSet<>(formats);
    this.key = key;
    this.content = content;
    this.clock = clock;
    this.expositionConfig = expositionConfig;
    this.ledger = new StageLedger("ingest", expositionConfig);
  }

  @Override
  public StageLedger ledger() {
    return ledger;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    Pseudonymizer pseudonyms = new Pseudonymizer(key);
    letters = new DeadLetters(pseudonyms);
    normalizer = new EventNormalizer(pseudonyms, new ContentReader(content));
    ledger.open(getRuntimeContext());
    exposition = Exposition.lease(expositionConfig);
    outcomes = new OutcomeCounters(exposition, formats);
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
    if (item.getItem() == 0) {
      ledger.add(Entry.RECORDS);
    }
    ledger.add(Entry.ITEMS);
    if (item.getReason() != null) {
      ledger.rejected(item.getReason());
      context.output(IngestStage.DEAD_LETTERS, letters.of(item));
    } else if (ItemEvent.of(item) == null) {
      ledger.add(Entry.IGNORED);
    } else {
      ledger.add(Entry.VALID);
      take(item, context, out);
    }
  }

  private void take(SourceItem item, Context context, Collector<TelemetryEvent> out) {
    long watermark = context.timerService().currentWatermark();
    if (!dedupe.isFirst(item, watermark)) {
      ledger.add(Entry.DUPLICATE);
      return;
    }
    ledger.add(Entry.UNIQUE);
    TelemetryEvent event = normalizer.normalized(item);
    if (item.getPart() != null) {
      ledger.add(Entry.PARTS);
      context.output(IngestStage.PARTS, item.getPart());
      return;
    }
    outcomes.count(item.getFormat(), event.getEventOutcome());
    if (config.joinsVerdicts() && event.getCallId() != null) {
      ledger.add(Entry.VERDICTS);
      context.output(IngestStage.VERDICTS, event);
      return;
    }
    if (event.getEventTime() <= watermark) {
      ledger.add(Entry.LATE);
      context.output(IngestStage.LATE, event);
    } else {
      ledger.add(Entry.ON_TIME);
      out.collect(event);
    }
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    Accountable.super.initializeState(context);
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
    Accountable.super.snapshotState(context);
    dedupeState.update(dedupe.windows());
  }
}
