package dev.groundswell.pipelines.decide;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.sinks.prometheus.CounterSeries;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.Metric;
import java.util.List;

/** The counters of what becomes of a rule's detections. */
public final class AlertCounters {

  private static final List<Disposition> OF_DETECTIONS =
      List.of(Disposition.notified, Disposition.suppressed, Disposition.shadow);

  private AlertCounters() {}

  /** Lets them be born at 0, before the first alert: increase() does not see one born at 1. */
  public static void bear(ExpositionLease exposition, Rule rule) {
    for (Disposition disposition : OF_DETECTIONS) {
      exposition.counter(Metric.ALERTS, rule.name(), rule.level().name(), disposition.name());
    }
  }

  static CounterSeries of(
      ExpositionLease exposition, Detection detection, Disposition disposition) {
    return exposition.counter(
        Metric.ALERTS,
        detection.getRuleName(),
        detection.getRuleLevel().name(),
        disposition.name());
  }
}
