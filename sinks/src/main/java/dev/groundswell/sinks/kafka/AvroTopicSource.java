package dev.groundswell.sinks.kafka;

import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.connector.kafka.source.KafkaSource;

/** Reads the topics that {@link AvroTopicSink} writes. */
public final class AvroTopicSource {

  private AvroTopicSource() {}

  /**
   * A source of records of {@code type} that goes on where {@code group} left off, or begins at the
   * earliest record. What cannot be decoded is logged, counted as {@code undecodable} and skipped.
   */
  public static <T extends SpecificRecordBase> KafkaSource<T> of(
      Class<T> type, KafkaTopic topic, String group, ExpositionConfig exposition) {
    return topicSource(topic, group)
        .source(new AvroDeserializationSchema<>(type, topic.name(), exposition));
  }

  /**
   * The same, of everything that the topic holds, whatever the group has read before. A topic that
   * is not there is read as soon as it is.
   */
  public static <T extends SpecificRecordBase> KafkaSource<T> fromTheBeginning(
      Class<T> type, KafkaTopic topic, String group, ExpositionConfig exposition) {
    return topicSource(topic, group)
        .fromTheBeginning(new AvroDeserializationSchema<>(type, topic.name(), exposition));
  }

  private static TopicSource topicSource(KafkaTopic topic, String group) {
    return new TopicSource(
        topic.bootstrapServers(), topic.properties(), Set.of(topic.name()), group);
  }
}
