package dev.groundswell.sinks.kafka;

import dev.groundswell.schemas.SingleObjectReader;
import dev.groundswell.schemas.UnreadableRecordException;
import dev.groundswell.sinks.prometheus.CounterSeries;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.Metric;
import java.io.IOException;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records in single-object encoding from one of our own topics.
 *
 * <p>What cannot be decoded is logged by its position, counted and skipped: nobody but us writes
 * there, and a record that throws would stop the job for ever.
 */
final class AvroDeserializationSchema<T extends SpecificRecordBase>
    implements KafkaRecordDeserializationSchema<T> {

  static final String UNDECODABLE = "undecodable";

  private static final Logger LOG = LoggerFactory.getLogger(AvroDeserializationSchema.class);

  private final Class<T> type;
  private final String topic;
  private final ExpositionConfig exposition;
  private transient SingleObjectReader<T> reader;
  private transient Counter undecodable;
  private transient CounterSeries undecodableSeries;

  AvroDeserializationSchema(Class<T> type, String topic, ExpositionConfig exposition) {
    this.type = type;
    this.topic = topic;
    this.exposition = exposition;
  }

  @Override
  public void open(InitializationContext context) throws IOException {
    reader = new SingleObjectReader<>(type);
    undecodable = context.getMetricGroup().counter(UNDECODABLE);
    ExpositionLease lease = Exposition.lease(exposition);
    // A schema is never closed; the class loader's release is the last that it hears of the job.
    context
        .getUserCodeClassLoader()
        .registerReleaseHookIfAbsent("exposition-lease-" + UUID.randomUUID(), lease::close);
    undecodableSeries = lease.counter(Metric.SINK_DOCUMENTS, "kafka-" + topic, UNDECODABLE);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
    T value = decode(record);
    if (value != null) {
      out.collect(value);
    }
  }

  private T decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return reader.read(record.value());
    } catch (UnreadableRecordException e) {
      LOG.warn(
          "Skipped {}-{}-{}: not a {} ({})",
          record.topic(),
          record.partition(),
          record.offset(),
          type.getSimpleName(),
          e.getMessage());
      undecodable.inc();
      undecodableSeries.add(1);
      return null;
    }
  }

  /** Never the generic type, which would bring Kryo in. */
  @Override
  public TypeInformation<T> getProducedType() {
    return new AvroTypeInfo<>(type);
  }
}
