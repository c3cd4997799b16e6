package dev.groundswell.sinks.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Listens to what a consumer counts, which is all that can be learnt of one inside a source. Kafka
 * makes it, from the consumer's {@code metric.reporters}, so it is found by the client's id.
 */
public final class FetchReporter implements MetricsReporter {

  private static final Map<String, FetchReporter> BY_CLIENT = new ConcurrentHashMap<>();

  private static final String GROUP = "consumer-fetch-manager-metrics";
  private static final String ANSWERS = "fetch-total";
  private static final String UNREAD = "records-lag";

  private final Set<KafkaMetric> metrics = ConcurrentHashMap.newKeySet();
  private String clientId;

  /** What the consumer of this process with this client id has come to; empty if there is none. */
  static Optional<FetchProgress> progress(String clientId) {
    return Optional.ofNullable(BY_CLIENT.get(clientId)).map(FetchReporter::progress);
  }

  @Override
  public void configure(Map<String, ?> configs) {
    clientId = configs.get(CommonClientConfigs.CLIENT_ID_CONFIG).toString();
  }

  @Override
  public void init(List<KafkaMetric> initial) {
    initial.forEach(this::metricChange);
    BY_CLIENT.put(clientId, this);
  }

  @Override
  public void metricChange(KafkaMetric metric) {
    String name = metric.metricName().name();
    if (metric.metricName().group().equals(GROUP)
        && (name.equals(ANSWERS) || name.equals(UNREAD))) {
      metrics.add(metric);
    }
  }

  @Override
  public void metricRemoval(KafkaMetric metric) {
    metrics.remove(metric);
  }

  @Override
  public void close() {
    BY_CLIENT.remove(clientId, this);
  }

  private FetchProgress progress() {
    return new FetchProgress(sum(ANSWERS), sum(UNREAD));
  }

  private long sum(String name) {
    return metrics.stream()
        .filter(metric -> metric.metricName().name().equals(name))
        .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
        .sum();
  }
}
