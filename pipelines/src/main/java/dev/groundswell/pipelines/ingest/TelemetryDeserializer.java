package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.SourceItem;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes and validates inside the source, before time is told: what is refused tells none. */
final class TelemetryDeserializer implements KafkaRecordDeserializationSchema<SourceItem> {

  private final IngestConfig config;
  private final Map<String, Format> formats;
  private final Clock clock;
  private transient Map<String, RecordReader> readers;

  /**
   * @param formats the format of each topic
   */
  TelemetryDeserializer(IngestConfig config, Map<String, Format> formats, Clock clock) {
    this.config = config;
    this.formats = new HashMap<>(formats);
    this.clock = clock;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    EventValidator validator = new EventValidator(clock, config.retention(), config.skew());
    readers = new HashMap<>();
    formats.forEach(
        (topic, format) ->
            readers.put(
                topic,
                new RecordReader(format, config.maxRecordBytes(), Decoders.of(format), validator)));
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceItem> out) {
    readers.get(record.topic()).read(record, out::collect);
  }

  @Override
  public TypeInformation<SourceItem> getProducedType() {
    return new AvroTypeInfo<>(SourceItem.class);
  }
}
