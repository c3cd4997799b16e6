package dev.groundswell.sinks.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes records in single-object encoding, keyed by their id. */
final class AvroSerializationSchema<T extends SpecificRecordBase>
    implements KafkaRecordSerializationSchema<T> {

  private final Class<T> type;
  private final String topic;
  private final RecordId<T> id;
  private transient SingleObjectWriter<T> writer;

  AvroSerializationSchema(Class<T> type, String topic, RecordId<T> id) {
    this.type = type;
    this.topic = topic;
    this.id = id;
  }

  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    writer = new SingleObjectWriter<>(type);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(topic, id.of(element).getBytes(UTF_8), writer.write(element));
  }
}
