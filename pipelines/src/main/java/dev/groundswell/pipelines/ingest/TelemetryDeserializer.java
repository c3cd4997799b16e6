package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.SourceItem;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes inside the source, where each partition still has a watermark of its own: decoding after
 * it would make the partition that lags look late. Never throws on what it reads.
 */
final class TelemetryDeserializer implements KafkaRecordDeserializationSchema<SourceItem> {

  private final int maxRecordBytes;
  private transient EventDecoder decoder;

  TelemetryDeserializer(int maxRecordBytes) {
    this.maxRecordBytes = maxRecordBytes;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    decoder = new EventDecoder(maxRecordBytes);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceItem> out) {
    SourceItem item = new SourceItem();
    item.setTopic(record.topic());
    item.setPartition(record.partition());
    item.setOffset(record.offset());
    item.setItem(0);
    item.setTime(record.timestamp());
    byte[] payload = record.value() == null ? new byte[0] : record.value();
    item.setPayload(ByteBuffer.wrap(payload));
    try {
      item.setEvent(decoder.decode(payload));
    } catch (Refusal refusal) {
      item.setReason(refusal.reason());
      item.setDetail(refusal.getMessage());
    }
    out.collect(item);
  }

  @Override
  public TypeInformation<SourceItem> getProducedType() {
    return new AvroTypeInfo<>(SourceItem.class);
  }
}
