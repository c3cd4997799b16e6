package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.SourceItem;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes and validates inside the source, before time is told: what is refused tells none. */
final class TelemetryDeserializer implements KafkaRecordDeserializationSchema<SourceItem> {

  private static final Logger LOG = LoggerFactory.getLogger(TelemetryDeserializer.class);

  private final IngestConfig config;
  private final Map<String, Format> formats;
  private final Clock clock;
  private transient Map<String, RecordReader> readers;
  private transient Set<String> dropped;

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
    dropped = new HashSet<>();
    readers = new HashMap<>();
    formats.forEach(
        (topic, format) ->
            readers.put(
                topic,
                new RecordReader(format, config.maxRecordBytes(), Decoders.of(format), validator)));
  }

  /**
   * {@inheritDoc} A topic that is not configured any more is read on where a checkpoint knows it:
   * its records are nobody's.
   */
  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceItem> out) {
    RecordReader reader = readers.get(record.topic());
    if (reader != null) {
      reader.read(record, out::collect);
    } else if (dropped.add(record.topic())) {
      LOG.warn(
          "records of {} are dropped: the checkpoint that this run goes on from has read it, and no"
              + " kafka.topics.* names it now",
          record.topic());
    }
  }

  @Override
  public TypeInformation<SourceItem> getProducedType() {
    return new AvroTypeInfo<>(SourceItem.class);
  }
}
