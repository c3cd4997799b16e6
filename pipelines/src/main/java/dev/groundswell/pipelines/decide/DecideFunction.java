package dev.groundswell.pipelines.decide;

import dev.groundswell.pipelines.ledger.Accountable;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.sinks.prometheus.CounterSeries;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.HistogramSeries;
import dev.groundswell.sinks.prometheus.Metric;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Turns detections into alerts and counts what became of each. */
final class DecideFunction extends ProcessFunction<Detection, Alert> implements Accountable {

  private final List<RuleLabel> rules;
  private final Clock clock;
  private final ExpositionConfig expositionConfig;
  private final StageLedger ledger;

  private transient ExpositionLease exposition;
  private transient HistogramSeries latency;

  DecideFunction(List<RuleLabel> rules, Clock clock, ExpositionConfig expositionConfig) {
    this.rules = rules;
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
    exposition = Exposition.lease(expositionConfig);
    latency = exposition.histogram(Metric.DETECTION_LATENCY);
    ledger.open(getRuntimeContext());
    for (RuleLabel rule : rules) {
      for (Disposition disposition : Disposition.values()) {
        alerts(rule, disposition); // born at 0: increase() does not see a series born at 1
      }
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
  public void processElement(Detection detection, Context context, Collector<Alert> out) {
    Disposition disposition = DispositionPolicy.of(detection);
    long now = clock.millis();
    ledger.add(Entry.DETECTIONS);
    ledger.add(entry(disposition));
    alerts(new RuleLabel(detection.getRuleName(), detection.getRuleLevel().name()), disposition)
        .add(1);
    latency.observe(Duration.ofMillis(Math.max(0, now - detection.getLast())));
    out.collect(
        Alert.newBuilder()
            .setAlertId(detection.getDetectionId())
            .setDisposition(disposition)
            .setDecided(now)
            .setDetection(detection)
            .build());
  }

  private CounterSeries alerts(RuleLabel rule, Disposition disposition) {
    return exposition.counter(Metric.ALERTS, rule.name(), rule.level(), disposition.name());
  }

  private static Entry entry(Disposition disposition) {
    return switch (disposition) {
      case notified -> Entry.NOTIFIED;
      case suppressed -> Entry.SUPPRESSED;
      case shadow -> Entry.SHADOW;
    };
  }
}
