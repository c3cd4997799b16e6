package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.avro.CanonicalDecoder;
import dev.groundswell.schemas.SourceItem;
import java.time.Clock;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes and validates inside the source, where each partition still has a watermark of its own:
 * after it, the partition that lags would look late, and what is refused would have moved time.
 */
final class TelemetryDeserializer implements KafkaRecordDeserializationSchema<SourceItem> {

  private final IngestConfig config;
  private final Clock clock;
  private transient RecordReader reader;

  TelemetryDeserializer(IngestConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    reader =
        new RecordReader(
            config.maxRecordBytes(),
            new CanonicalDecoder(),
            new EventValidator(clock, config.retention(), config.skew()));
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceItem> out) {
    reader.read(record, out::collect);
  }

  @Override
  public TypeInformation<SourceItem> getProducedType() {
    return new AvroTypeInfo<>(SourceItem.class);
  }
}
