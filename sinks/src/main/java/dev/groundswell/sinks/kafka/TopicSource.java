package dev.groundswell.sinks.kafka;

import static org.apache.flink.connector.kafka.source.KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
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

  private static final String DISCOVERY_MILLIS = "10000";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  public TopicSource {
    properties = new HashMap<>(properties);
    topics = new HashSet<>(topics);
  }

  /** The source. It finds new partitions fast: until then time goes on without them. */
  @SuppressWarnings("deprecation") // the connector has no other way to name the fallback yet
  public <T> KafkaSource<T> source(KafkaRecordDeserializationSchema<T> deserializer) {
    Properties client = new Properties();
    client.put(PARTITION_DISCOVERY_INTERVAL_MS.key(), DISCOVERY_MILLIS);
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

  /**
   * A source of everything that the topics hold, from their first record on, whatever the group has
   * read before. A topic that is not there is read as soon as it is.
   */
  public <T> KafkaSource<T> fromTheBeginning(KafkaRecordDeserializationSchema<T> deserializer) {
    Properties client = new Properties();
    client.put(PARTITION_DISCOVERY_INTERVAL_MS.key(), DISCOVERY_MILLIS);
    client.putAll(properties);
    return KafkaSource.<T>builder()
        .setProperties(client)
        .setBootstrapServers(bootstrapServers)
        .setTopicPattern(
            Pattern.compile(topics.stream().map(Pattern::quote).collect(Collectors.joining("|"))))
        .setGroupId(group)
        .setClientIdPrefix(group)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(deserializer)
        .build();
  }

  String reporters() {
    // Kafka's own default, which ours would replace.
    String others =
        properties.getOrDefault(METRIC_REPORTER_CLASSES_CONFIG, JmxReporter.class.getName());
    return joined(others, AssignmentReporter.class);
  }

  String interceptors() {
    return joined(
        properties.getOrDefault(INTERCEPTOR_CLASSES_CONFIG, ""), PositionInterceptor.class);
  }

  private static String joined(String others, Class<?> ours) {
    return others.isBlank() ? ours.getName() : others + "," + ours.getName();
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

  /** All but what only consumers know: authentication may rest on settings of its own plug-ins. */
  Map<String, Object> adminProperties(String clientId) {
    Set<String> consumersOnly = new HashSet<>(ConsumerConfig.configNames());
    consumersOnly.removeAll(AdminClientConfig.configNames());
    Map<String, Object> admin = new HashMap<>(properties);
    admin.keySet().removeAll(consumersOnly);
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
