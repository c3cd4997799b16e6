package dev.groundswell.sinks.kafka;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Writes records to a topic: Avro single-object encoding, keyed by id, at least once. A repeated
 * record has the id of the first, so that readers can tell.
 */
public final class AvroTopicSink {

  /** Compresses well and, unlike zstd, runs where native code cannot be unpacked. */
  static final String COMPRESSION = "lz4";

  private AvroTopicSink() {}

  /** A sink for records of {@code type}; the topic's own properties win over the defaults. */
  public static <T extends SpecificRecordBase> KafkaSink<T> of(
      Class<T> type, KafkaTopic topic, RecordId<T> id) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(topic.bootstrapServers())
        .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION)
        .setKafkaProducerConfig(topic.clientProperties())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new AvroSerializationSchema<>(type, topic.name(), id))
        .build();
  }
}
