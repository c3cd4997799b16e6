package dev.groundswell.sinks.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SeriesCapTest {

  private static final int CAP = 10_000;

  @Test
  @Tag("B9")
  void aMillionTargetsStayUnderTheCapAndNoEventIsLost() {
    SeriesRegistry series = new SeriesRegistry(CAP);

    for (int target = 0; target < 1_000_000; target++) {
      series.counter(Metric.TREND_EVENTS, "AML.T0054", "product", "target-" + target).add(1);
    }
    series.histogram(Metric.DETECTION_LATENCY);

    assertThat(countExposed(series)).isLessThanOrEqualTo(CAP);
    assertThat(sum(series, "groundswell_trend_events_total")).isEqualTo(1_000_000);
    assertThat(sum(series, "groundswell_exposition_collapsed_total")).isGreaterThan(900_000);
  }

  @Test
  void seriesKnownBeforeTheCapKeepTheirLabels() {
    SeriesRegistry series = new SeriesRegistry(SeriesRegistry.RESERVED + 1);
    series.counter(Metric.STAGE_RECORDS, "ingest", "events").add(1);
    series.counter(Metric.STAGE_RECORDS, "match", "events").add(1);
    series.counter(Metric.STAGE_RECORDS, "ingest", "events").add(1);

    assertThat(value(series, "groundswell_stage_records_total", "ingest", "events")).isEqualTo(2);
    assertThat(value(series, "groundswell_stage_records_total", "other", "other")).isEqualTo(1);
  }

  @Test
  void thePageSaysHowManySeriesItHolds() {
    SeriesRegistry series = new SeriesRegistry(CAP);
    series.counter(Metric.STAGE_RECORDS, "ingest", "events");
    series.histogram(Metric.DETECTION_LATENCY);

    assertThat(value(series, "groundswell_exposition_series"))
        .isEqualTo((double) countExposed(series));
  }

  @Test
  void thePageSaysHowManySeriesItHoldsBeyondTheCapToo() {
    SeriesRegistry series = new SeriesRegistry(SeriesRegistry.RESERVED);
    for (Metric metric : Metric.values()) {
      String[] labels = Collections.nCopies(metric.labels().size(), "value").toArray(String[]::new);
      switch (metric.type()) {
        case COUNTER -> series.counter(metric, labels);
        case GAUGE -> series.gauge(metric, labels);
        case HISTOGRAM -> series.histogram(metric, labels);
      }
    }

    assertThat(countExposed(series)).isEqualTo(SeriesRegistry.RESERVED);
    assertThat(value(series, "groundswell_exposition_series")).isEqualTo(SeriesRegistry.RESERVED);
  }

  private static double value(SeriesRegistry series, String name, String... labels) {
    Metric metric =
        Arrays.stream(Metric.values())
            .filter(m -> m.exposedName().equals(name))
            .findFirst()
            .orElseThrow();
    return series.collectors().getSampleValue(name, metric.labels().toArray(String[]::new), labels);
  }

  private static double sum(SeriesRegistry series, String name) {
    return Collections.list(series.collectors().metricFamilySamples()).stream()
        .flatMap(family -> family.samples.stream())
        .filter(sample -> sample.name.equals(name))
        .mapToDouble(sample -> sample.value)
        .sum();
  }

  /** As Prometheus counts: without the creation times, which the text format leaves out. */
  private static long countExposed(SeriesRegistry series) {
    return Collections.list(series.collectors().metricFamilySamples()).stream()
        .map((MetricFamilySamples family) -> family.samples)
        .flatMap(List::stream)
        .filter(sample -> !sample.name.endsWith("_created"))
        .count();
  }
}
