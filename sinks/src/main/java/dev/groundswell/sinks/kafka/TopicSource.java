package dev.groundswell.sinks.kafka;

import static org.apache.kafka.clients.CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.metrics.JmxReporter;

/** Reads topics from where a consumer group left off, or from their earliest record. */
public final class TopicSource {

  private TopicSource() {}

  /**
   * A source whose consumers tell how far they are: see {@link #progress}.
   *
   * @param bootstrapServers {@code host:port} pairs, separated by commas
   * @param properties further settings of the Kafka client
   */
  @SuppressWarnings("deprecation") // the connector has no other way to name the fallback yet
  public static <T> KafkaSource<T> of(
      String bootstrapServers,
      Map<String, String> properties,
      Set<String> topics,
      String group,
      KafkaRecordDeserializationSchema<T> deserializer) {
    Properties client = new Properties();
    client.putAll(properties);
    return KafkaSource.<T>builder()
        .setProperties(client)
        .setBootstrapServers(bootstrapServers)
        .setTopics(List.copyOf(topics))
        .setGroupId(group)
        .setClientIdPrefix(group)
        .setProperty(METRIC_REPORTER_CLASSES_CONFIG, reporters(properties))
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(deserializer)
        .build();
  }

  /** How far the source that reads for {@code group} is, for its subtasks in this process. */
  public static FetchProgress.Source progress(String group) {
    return subtask -> FetchReporter.progress(group + "-" + subtask);
  }

  static String reporters(Map<String, String> properties) {
    // Kafka's own default, which ours would replace.
    String others =
        properties.getOrDefault(METRIC_REPORTER_CLASSES_CONFIG, JmxReporter.class.getName());
    return others + "," + FetchReporter.class.getName();
  }
}
