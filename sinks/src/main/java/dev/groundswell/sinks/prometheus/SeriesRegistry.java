package dev.groundswell.sinks.prometheus;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.SimpleCollector;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The series of one exposition, never more than its cap.
 *
 * <p>Room for the {@code other} series of everything that adds up is set aside from the start, so
 * that the cap holds exactly and collapsing never fails. Of the rest, open-ended metrics fill at
 * most three quarters: a flood of targets must not cost a ledger or an alert its labels.
 */
final class SeriesRegistry {

  /** Series that are kept free for {@code other}. */
  static final int RESERVED =
      Metric.EXPOSITION_SERIES.seriesPerChild()
          + Arrays.stream(Metric.values())
              .filter(metric -> metric.type() != Metric.Type.GAUGE)
              .mapToInt(Metric::seriesPerChild)
              .sum();

  /** Levels do not add up: a common series would show whichever was set last. */
  private static final GaugeSeries NOWHERE = value -> {};

  private static final double OPEN_ENDED_SHARE = 0.75;
  private static final double NANOS_PER_SECOND = 1e9;

  private final CollectorRegistry collectors = new CollectorRegistry();
  private final Map<Metric, SimpleCollector<?>> families = new EnumMap<>(Metric.class);
  private final Map<Key, Object> series = new ConcurrentHashMap<>();
  private final int room;
  private final Gauge.Child exposed;
  private int admitted;
  private int admittedOpenEnded;
  private int collapsed;

  private record Key(Metric metric, List<String> labels) {}

  SeriesRegistry(int maxSeries) {
    this.room = maxSeries - RESERVED;
    this.exposed = ((Gauge) family(Metric.EXPOSITION_SERIES)).labels();
    this.collapsed = Metric.EXPOSITION_SERIES.seriesPerChild();
    series.put(new Key(Metric.EXPOSITION_SERIES, List.of()), (GaugeSeries) exposed::set);
    exposed.set(collapsed);
  }

  CollectorRegistry collectors() {
    return collectors;
  }

  CounterSeries counter(Metric metric, String... labels) {
    return child(metric, Metric.Type.COUNTER, CounterSeries.class, labels);
  }

  GaugeSeries gauge(Metric metric, String... labels) {
    return child(metric, Metric.Type.GAUGE, GaugeSeries.class, labels);
  }

  HistogramSeries histogram(Metric metric, String... labels) {
    return child(metric, Metric.Type.HISTOGRAM, HistogramSeries.class, labels);
  }

  private <T> T child(Metric metric, Metric.Type type, Class<T> kind, String... labels) {
    if (metric.type() != type || labels.length != metric.labels().size()) {
      throw new IllegalArgumentException(
          "%s is a %s with labels %s, used as a %s with %d label values"
              .formatted(
                  metric.exposedName(), metric.type(), metric.labels(), type, labels.length));
    }
    Key key = new Key(metric, Arrays.stream(labels).map(LabelValue::of).toList());
    Object known = series.get(key);
    return kind.cast(known != null ? known : admit(key));
  }

  private synchronized Object admit(Key key) {
    Object known = series.get(key);
    if (known != null) {
      return known;
    }
    if (takeRoom(key.metric())) {
      return create(key);
    }
    if (key.metric() != Metric.EXPOSITION_COLLAPSED) {
      counter(Metric.EXPOSITION_COLLAPSED, key.metric().exposedName()).add(1);
    }
    return key.metric().type() == Metric.Type.GAUGE ? NOWHERE : other(key.metric());
  }

  private boolean takeRoom(Metric metric) {
    int size = metric.seriesPerChild();
    int openEnded = metric.isOpenEnded() ? admittedOpenEnded + size : admittedOpenEnded;
    if (admitted + size > room || openEnded > OPEN_ENDED_SHARE * room) {
      return false;
    }
    admitted += size;
    admittedOpenEnded = openEnded;
    return true;
  }

  private Object other(Metric metric) {
    Key key = new Key(metric, Collections.nCopies(metric.labels().size(), LabelValue.OTHER));
    Object known = series.get(key);
    if (known != null) {
      return known;
    }
    collapsed += metric.seriesPerChild();
    return create(key);
  }

  private Object create(Key key) {
    Object child = wrap(family(key.metric()), key.labels().toArray(String[]::new));
    series.put(key, child);
    exposed.set(admitted + collapsed);
    return child;
  }

  private static Object wrap(SimpleCollector<?> family, String[] labels) {
    if (family instanceof Counter counters) {
      return (CounterSeries) counters.labels(labels)::inc;
    }
    if (family instanceof Gauge gauges) {
      return (GaugeSeries) gauges.labels(labels)::set;
    }
    Histogram.Child histogram = ((Histogram) family).labels(labels);
    return (HistogramSeries) duration -> histogram.observe(seconds(duration));
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
  }

  private SimpleCollector<?> family(Metric metric) {
    return families.computeIfAbsent(metric, m -> builder(m).register(collectors));
  }

  private static SimpleCollector.Builder<?, ?> builder(Metric metric) {
    SimpleCollector.Builder<?, ?> builder =
        switch (metric.type()) {
          case COUNTER -> Counter.build();
          case GAUGE -> Gauge.build();
          case HISTOGRAM -> Histogram.build().buckets(metric.buckets());
        };
    return builder
        .name(metric.exposedName())
        .help(metric.help())
        .labelNames(metric.labels().toArray(String[]::new));
  }
}
