package dev.groundswell.sinks.kafka;

import static org.apache.kafka.clients.CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG;

import dev.groundswell.sinks.prometheus.ExpositionConfig;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Reads the topics that {@link AvroTopicSink} writes. */
public final class AvroTopicSource {

  private AvroTopicSource() {}

  /**
   * A source of records of {@code type} that goes on where {@code group} left off, or begins at the
   * earliest record. What cannot be decoded is logged, counted as {@code undecodable} and skipped.
   */
  public static <T extends SpecificRecordBase> KafkaSource<T> of(
      Class<T> type, KafkaTopic topic, String group, ExpositionConfig exposition) {
    return of(topic, group, new AvroDeserializationSchema<>(type, topic.name(), exposition));
  }

  /**
   * The same for records that {@code deserializer} knows how to read. Its consumers tell how far
   * they are: see {@link #progress}.
   */
  @SuppressWarnings("deprecation") // the connector has no other way to name the fallback yet
  public static <T> KafkaSource<T> of(
      KafkaTopic topic, String group, KafkaRecordDeserializationSchema<T> deserializer) {
    return KafkaSource.<T>builder()
        .setProperties(topic.clientProperties())
        .setBootstrapServers(topic.bootstrapServers())
        .setTopics(topic.name())
        .setGroupId(group)
        .setClientIdPrefix(group)
        .setProperty(METRIC_REPORTER_CLASSES_CONFIG, reporters(topic))
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(deserializer)
        .build();
  }

  /** How far the source that reads for {@code group} is, for its subtasks in this process. */
  public static FetchProgress.Source progress(String group) {
    return subtask -> FetchReporter.progress(group + "-" + subtask);
  }

  static String reporters(KafkaTopic topic) {
    String others = topic.properties().get(METRIC_REPORTER_CLASSES_CONFIG);
    String ours = FetchReporter.class.getName();
    return others == null ? ours : others + "," + ours;
  }
}
