package dev.groundswell.pipelines.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundswell.schemas.RuleRecord;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records of the rules topic as they are: what they say is not the source's to judge. */
final class RuleRecordDeserializer implements KafkaRecordDeserializationSchema<RuleRecord> {

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RuleRecord> out) {
    out.collect(record(record));
  }

  static RuleRecord record(ConsumerRecord<byte[], byte[]> record) {
    return new RuleRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key() == null ? "" : new String(record.key(), UTF_8),
        record.value() == null ? null : ByteBuffer.wrap(record.value()));
  }

  @Override
  public TypeInformation<RuleRecord> getProducedType() {
    return new AvroTypeInfo<>(RuleRecord.class);
  }
}
