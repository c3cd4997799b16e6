package dev.groundswell.pipelines.decide;

import dev.groundswell.pipelines.ledger.Accountable;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.PagedAlert;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.HistogramSeries;
import dev.groundswell.sinks.prometheus.Metric;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns detections into alerts and counts what became of each. Keyed by rule and group: what has
 * paged is remembered as long as the same would not page again.
 */
final class DecideFunction extends KeyedProcessFunction<String, Detection, Alert>
    implements Accountable {

  static final String PAGED = "paged";

  private static final Map<Disposition, Entry> ENTRIES =
      Map.of(
          Disposition.notified, Entry.NOTIFIED,
          Disposition.suppressed, Entry.SUPPRESSED,
          Disposition.shadow, Entry.SHADOW);

  private final DispositionPolicy policy;
  private final Clock clock;
  private final ExpositionConfig expositionConfig;
  private final StageLedger ledger;

  private transient ValueState<PagedAlert> paged;
  private transient ExpositionLease exposition;
  private transient HistogramSeries latency;

  DecideFunction(DecideConfig config, Clock clock, ExpositionConfig expositionConfig) {
    this.policy = new DispositionPolicy(config.suppression());
    this.clock = clock;
    this.expositionConfig = expositionConfig;
    this.ledger = new StageLedger("decide", expositionConfig);
  }

  @Override
  public StageLedger ledger() {
    return ledger;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    paged =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>(PAGED, new AvroTypeInfo<>(PagedAlert.class)));
    exposition = Exposition.lease(expositionConfig);
    latency = exposition.histogram(Metric.DETECTION_LATENCY);
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
  public void processElement(Detection detection, Context context, Collector<Alert> out)
      throws Exception {
    PagedAlert before = paged.value();
    Disposition disposition = policy.of(detection, before);
    if (disposition == Disposition.notified) {
      remember(detection, context.timerService());
    }
    long now = clock.millis();
    ledger.add(Entry.DETECTIONS);
    ledger.add(ENTRIES.get(disposition));
    AlertCounters.of(exposition, detection, disposition).add(1);
    latency.observe(Duration.ofMillis(Math.max(0, now - detection.getLast())));
    out.collect(
        Alert.newBuilder()
            .setAlertId(detection.getDetectionId())
            .setDisposition(disposition)
            .setDecided(now)
            .setDetection(detection)
            .setRepeats(disposition == Disposition.suppressed ? before.getAlertId() : null)
            .build());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Alert> out) throws Exception {
    PagedAlert before = paged.value();
    if (before == null) {
      return;
    }
    if (policy.forgottenAt(before) <= time) {
      paged.clear();
    } else { // Of a later page, or suppression was shorter when the timer was set.
      context.timerService().registerEventTimeTimer(policy.forgottenAt(before));
    }
  }

  private void remember(Detection detection, TimerService timers) throws Exception {
    PagedAlert page = new PagedAlert(detection.getDetectionId(), detection.getLast());
    paged.update(page);
    timers.registerEventTimeTimer(policy.forgottenAt(page));
  }
}
