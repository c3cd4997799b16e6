package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.kafka.FetchProgress;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.time.Clock;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Decodes, validates, deduplicates, pseudonymises, and decides once and for all what is late.
 *
 * @param config bounds
 * @param formats the format of each source topic
 * @param key key of the pseudonyms
 * @param scorer judges texts before they are dropped
 * @param clock the job's clock; serialisable
 * @param progress how far the live source has read
 * @param exposition where the metrics are exposed
 */
public record IngestStage(
    IngestConfig config,
    Map<String, Format> formats,
    PseudonymKey key,
    ContentScorer scorer,
    Clock clock,
    FetchProgress.Source progress,
    ExpositionConfig exposition) {

  static final String INGEST_UID = "ingest";
  static final String SILENCE_UID = "ingest-silence";

  static final OutputTag<TelemetryEvent> LATE =
      new OutputTag<>("late-events", new AvroTypeInfo<>(TelemetryEvent.class));
  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("ingest-dead-letters", new AvroTypeInfo<>(DeadLetter.class));

  /**
   * What ingest yields.
   *
   * @param events valid, unique events on time: the only ones that can become evidence
   * @param late valid, unique events behind the watermark
   * @param deadLetters everything refused
   */
  public record Streams(
      DataStream<TelemetryEvent> events,
      DataStream<TelemetryEvent> late,
      DataStream<DeadLetter> deadLetters) {}

  /** How Kafka records become items; part of the source, so that partitions keep their time. */
  public KafkaRecordDeserializationSchema<SourceItem> deserializer() {
    return new TelemetryDeserializer(config, formats, clock);
  }

  /** Event time of the items; part of the source as well. */
  public WatermarkStrategy<SourceItem> eventTime() {
    return new EventTimeStrategy(clock, config.outOfOrderness()).withIdleness(config.idleTimeout());
  }

  /** Attaches the stage to a live source. */
  public Streams attach(DataStream<SourceItem> items) {
    SingleOutputStreamOperator<TelemetryEvent> events =
        items
            .transform(
                "follow the clock in silence",
                items.getType(),
                new SilenceOperator<>(clock, config.outOfOrderness(), progress, exposition))
            .uid(SILENCE_UID)
            .process(
                new IngestFunction(config, formats.values(), key, scorer, clock, exposition),
                new AvroTypeInfo<>(TelemetryEvent.class))
            .uid(INGEST_UID)
            .name("ingest");
    return new Streams(events, events.getSideOutput(LATE), events.getSideOutput(DEAD_LETTERS));
  }
}
