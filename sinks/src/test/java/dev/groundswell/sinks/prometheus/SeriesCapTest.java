package dev.groundswell.sinks.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
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
  @Tag("B9")
  void aFloodOfTargetsLeavesBoundedSeriesTheirLabels() {
    SeriesRegistry series = new SeriesRegistry(CAP);
    for (int target = 0; target < 1_000_000; target++) {
      series.counter(Metric.TREND_EVENTS, "AML.T0054", "model", "target-" + target).add(1);
      series.gauge(Metric.TREND_DISTINCT_ACTORS, "AML.T0054", "model", "target-" + target).set(1);
    }

    List<Metric> bounded = Arrays.stream(Metric.values()).filter(m -> !m.isOpenEnded()).toList();
    int kept = CAP / 4 / SeriesRegistry.RESERVED;
    for (int value = 0; value < kept; value++) {
      for (Metric metric : bounded) {
        touch(series, metric, "value-" + value);
      }
    }

    assertThat(namesUnderOther(series)).containsExactly("groundswell_trend_events_total");
    assertThat(countExposed(series)).isLessThanOrEqualTo(CAP);
  }

  @Test
  void openEndedSeriesTakeNoMoreThanThreeQuartersOfTheRoom() {
    SeriesRegistry series = new SeriesRegistry(SeriesRegistry.RESERVED + 100);
    for (int target = 0; target < 200; target++) {
      series.gauge(Metric.TREND_DISTINCT_ACTORS, "AML.T0054", "model", "target-" + target).set(1);
    }
    for (int stage = 0; stage < 200; stage++) {
      series.counter(Metric.STAGE_RECORDS, "stage-" + stage, "events").add(1);
    }

    assertThat(labelled(series, "groundswell_trend_distinct_actors")).isEqualTo(75);
    // One of the remaining 25 says that targets collapsed, one that stages did.
    assertThat(labelled(series, "groundswell_stage_records_total")).isEqualTo(24);
  }

  @Test
  void aLevelBeyondTheCapIsNotShownAsAnothers() {
    SeriesRegistry series = new SeriesRegistry(SeriesRegistry.RESERVED + 4);
    for (int target = 0; target < 200; target++) {
      series.gauge(Metric.TREND_DISTINCT_ACTORS, "AML.T0054", "model", "t" + target).set(target);
    }

    assertThat(value(series, "groundswell_trend_distinct_actors", "AML.T0054", "model", "t2"))
        .isEqualTo(2);
    assertThat(sum(series, "groundswell_trend_distinct_actors")).isEqualTo(0 + 1 + 2);
    assertThat(sum(series, "groundswell_exposition_collapsed_total")).isEqualTo(197);
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
      touch(series, metric, "value");
    }

    assertThat(countExposed(series)).isEqualTo(SeriesRegistry.RESERVED);
    assertThat(value(series, "groundswell_exposition_series")).isEqualTo(SeriesRegistry.RESERVED);
  }

  private static void touch(SeriesRegistry series, Metric metric, String value) {
    String[] labels = Collections.nCopies(metric.labels().size(), value).toArray(String[]::new);
    switch (metric.type()) {
      case COUNTER -> series.counter(metric, labels);
      case GAUGE -> series.gauge(metric, labels);
      case HISTOGRAM -> series.histogram(metric, labels);
    }
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

  private static List<String> namesUnderOther(SeriesRegistry series) {
    return exposed(series)
        .filter(sample -> sample.labelValues.contains(LabelValue.OTHER))
        .map(sample -> sample.name)
        .toList();
  }

  private static long labelled(SeriesRegistry series, String name) {
    return exposed(series)
        .filter(sample -> sample.name.equals(name))
        .filter(sample -> !sample.labelValues.contains(LabelValue.OTHER))
        .count();
  }

  private static long countExposed(SeriesRegistry series) {
    return exposed(series).count();
  }

  /** As Prometheus counts: without the creation times, which the text format leaves out. */
  private static Stream<Sample> exposed(SeriesRegistry series) {
    return Collections.list(series.collectors().metricFamilySamples()).stream()
        .flatMap(family -> family.samples.stream())
        .filter(sample -> !sample.name.endsWith("_created"));
  }
}
