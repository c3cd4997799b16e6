package dev.groundswell.sinks.kafka;

import static java.util.stream.Collectors.toMap;
import static org.apache.kafka.clients.CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ISOLATION_LEVEL_CONFIG;

import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.JmxReporter;

/**
 * Topics that are read from where a consumer group left off, or from their earliest record.
 *
 * @param bootstrapServers {@code host:port} pairs, separated by commas
 * @param properties further settings of the Kafka clients
 * @param topics their names
 * @param group the consumer group, and how the clients are called
 */
public record TopicSource(
    String bootstrapServers, Map<String, String> properties, Set<String> topics, String group)
    implements Serializable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  public TopicSource {
    properties = new HashMap<>(properties);
    topics = new HashSet<>(topics);
  }

  /** The source. */
  @SuppressWarnings("deprecation") // the connector has no other way to name the fallback yet
  public <T> KafkaSource<T> source(KafkaRecordDeserializationSchema<T> deserializer) {
    Properties client = new Properties();
    client.putAll(properties);
    return KafkaSource.<T>builder()
        .setProperties(client)
        .setBootstrapServers(bootstrapServers)
        .setTopics(List.copyOf(topics))
        .setGroupId(group)
        .setClientIdPrefix(group)
        .setProperty(METRIC_REPORTER_CLASSES_CONFIG, reporters())
        .setProperty(INTERCEPTOR_CLASSES_CONFIG, interceptors())
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(deserializer)
        .build();
  }

  String reporters() {
    // Kafka's own default, which ours would replace.
    String others =
        properties.getOrDefault(METRIC_REPORTER_CLASSES_CONFIG, JmxReporter.class.getName());
    return others + "," + AssignmentReporter.class.getName();
  }

  String interceptors() {
    String ours = PositionInterceptor.class.getName();
    String others = properties.get(INTERCEPTOR_CLASSES_CONFIG);
    return others == null ? ours : others + "," + ours;
  }

  /**
   * Watches the partitions of a subtask of {@link #source} in this process.
   *
   * @param begins the first offset that it reads, of those partitions that were restored
   */
  public PartitionWatch watch(int subtask, Map<TopicPartition, Long> begins) {
    String clientId = group + "-" + subtask;
    return new BrokerWatch(
        Admin.create(adminProperties(clientId)), this, clientId, options(), begins);
  }

  private Map<String, Object> adminProperties(String clientId) {
    Map<String, Object> admin =
        properties.entrySet().stream()
            .filter(property -> AdminClientConfig.configNames().contains(property.getKey()))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    admin.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    admin.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId + "-ends");
    return admin;
  }

  private ListOffsetsOptions options() {
    IsolationLevel isolation =
        properties.containsKey(ISOLATION_LEVEL_CONFIG)
            ? IsolationLevel.valueOf(
                properties.get(ISOLATION_LEVEL_CONFIG).toUpperCase(Locale.ROOT))
            : IsolationLevel.READ_UNCOMMITTED;
    ListOffsetsOptions options = new ListOffsetsOptions(isolation);
    options.timeoutMs(Math.toIntExact(PATIENCE.toMillis()));
    return options;
  }

  @Override
  public String toString() {
    // Properties may carry passwords.
    return "TopicSource[bootstrapServers=%s, topics=%s, group=%s]"
        .formatted(bootstrapServers, topics, group);
  }
}
