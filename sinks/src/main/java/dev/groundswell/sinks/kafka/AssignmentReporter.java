package dev.groundswell.sinks.kafka;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Knows which partitions a consumer has, by the metric that it keeps for each: nothing else of a
 * consumer inside a source can be seen. Kafka makes it, from the consumer's {@code
 * metric.reporters}, so it is found by the client's id.
 */
public final class AssignmentReporter implements MetricsReporter {

  private static final Map<String, AssignmentReporter> BY_CLIENT = new ConcurrentHashMap<>();

  private static final String GROUP = "consumer-fetch-manager-metrics";
  private static final String ONE_EACH_PARTITION = "preferred-read-replica";

  private final Set<MetricName> partitions = ConcurrentHashMap.newKeySet();
  private String clientId;

  /**
   * The partitions of the consumer of this process with this client id; empty if there is no such
   * consumer. One that has not polled yet tells of no partition.
   */
  static Optional<Set<TopicPartition>> partitions(String clientId) {
    return Optional.ofNullable(BY_CLIENT.get(clientId))
        .map(
            reporter ->
                reporter.partitions.stream()
                    .map(AssignmentReporter::partition)
                    .collect(toUnmodifiableSet()));
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
    if (isOfPartition(metric.metricName())) {
      partitions.add(metric.metricName());
    }
  }

  @Override
  public void metricRemoval(KafkaMetric metric) {
    partitions.remove(metric.metricName());
  }

  @Override
  public void close() {
    BY_CLIENT.remove(clientId, this);
  }

  private static boolean isOfPartition(MetricName name) {
    return name.group().equals(GROUP) && name.name().equals(ONE_EACH_PARTITION);
  }

  private static TopicPartition partition(MetricName name) {
    return new TopicPartition(
        name.tags().get("topic"), Integer.parseInt(name.tags().get("partition")));
  }
}
