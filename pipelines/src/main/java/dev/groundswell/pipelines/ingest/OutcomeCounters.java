package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.sinks.prometheus.CounterSeries;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.Metric;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Events by format and outcome; every pair that can come is born at 0. */
final class OutcomeCounters {

  private final Map<String, Map<EventOutcome, CounterSeries>> counters = new HashMap<>();

  OutcomeCounters(ExpositionLease exposition, Collection<Format> formats) {
    for (Format format : formats) {
      Map<EventOutcome, CounterSeries> byOutcome = new EnumMap<>(EventOutcome.class);
      for (EventOutcome outcome : EventOutcome.values()) {
        byOutcome.put(
            outcome, exposition.counter(Metric.EVENTS, format.wireName(), outcome.name()));
      }
      counters.put(format.wireName(), byOutcome);
    }
  }

  void count(String format, EventOutcome outcome) {
    counters.get(format).get(outcome).add(1);
  }
}
