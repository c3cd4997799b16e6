package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import dev.groundswell.sinks.kafka.PartitionWatch;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Decodes, validates, deduplicates, pseudonymises, puts traces together, joins verdicts to their
 * calls, and decides once and for all what is late.
 *
 * @param config bounds
 * @param formats the format of each source topic
 * @param key key of the pseudonyms
 * @param content what is wanted of texts before they are dropped
 * @param clock the job's clock; serialisable
 * @param watches tells which partitions the source reads and where they end
 * @param exposition where the metrics are exposed
 */
public record IngestStage(
    IngestConfig config,
    Map<String, Format> formats,
    PseudonymKey key,
    ContentReader.Wishes content,
    Clock clock,
    PartitionWatch.Factory watches,
    ExpositionConfig exposition) {

  static final String INGEST_UID = "ingest";
  static final String EVENT_TIME_UID = "ingest-event-time";
  static final String ASSEMBLE_UID = "assemble";

  static final OutputTag<TelemetryEvent> LATE =
      new OutputTag<>("late-events", new AvroTypeInfo<>(TelemetryEvent.class));
  static final OutputTag<TracePart> PARTS =
      new OutputTag<>("trace-parts", new AvroTypeInfo<>(TracePart.class));
  static final OutputTag<TelemetryEvent> VERDICTS =
      new OutputTag<>("verdicts", new AvroTypeInfo<>(TelemetryEvent.class));
  static final OutputTag<TelemetryEvent> CALLS_BY_OTHER_SPANS =
      new OutputTag<>("calls-by-other-spans", new AvroTypeInfo<>(TelemetryEvent.class));
  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("ingest-dead-letters", new AvroTypeInfo<>(DeadLetter.class));

  /**
   * What ingest yields.
   *
   * @param ways by which valid, unique events come on time
   * @param late valid, unique events behind the watermark
   * @param deadLetters everything refused
   */
  public record Streams(
      List<Way> ways, DataStream<TelemetryEvent> late, DataStream<DeadLetter> deadLetters) {

    /** Everything on time: what can become evidence. */
    public DataStream<TelemetryEvent> onTime() {
      return ways.stream().map(Way::events).reduce(DataStream::union).orElseThrow();
    }

    /** These and what an operator tells, on time and late, as a way of its own. */
    Streams and(String way, SingleOutputStreamOperator<TelemetryEvent> told) {
      return new Streams(
          Stream.concat(ways.stream(), Stream.of(new Way(way, told))).toList(),
          late.union(told.getSideOutput(LATE)),
          deadLetters);
    }
  }

  /**
   * A way by which events come. What remembers calls for late verdicts does so on each way for
   * itself, in its chain: an operator with two inputs ends the chain before it, and every event
   * would be shipped to it.
   *
   * @param name name of the way, part of its operators' uids; empty for the one that everything
   *     takes that need not wait
   * @param events what comes this way
   */
  public record Way(String name, DataStream<TelemetryEvent> events) {

    static Way straight(DataStream<TelemetryEvent> events) {
      return new Way("", events);
    }

    /** What an operator is called that does this on this way. */
    String uid(String operator) {
      return name.isEmpty() ? operator : operator + "-" + name;
    }
  }

  /**
   * What ingest yielded when events were recorded that left it then: all of them on time, and
   * nothing refused.
   *
   * @param events a source that keeps time
   */
  public static Streams recorded(SingleOutputStreamOperator<TelemetryEvent> events) {
    return straight(events);
  }

  private static Streams straight(SingleOutputStreamOperator<TelemetryEvent> events) {
    return new Streams(
        List.of(Way.straight(events)),
        events.getSideOutput(LATE),
        events.getSideOutput(DEAD_LETTERS));
  }

  /** How Kafka records become items; part of the source. */
  public KafkaRecordDeserializationSchema<SourceItem> deserializer() {
    return new TelemetryDeserializer(config, formats, clock);
  }

  /** Attaches the stage to a live source. */
  public Streams attach(DataStream<SourceItem> items) {
    SingleOutputStreamOperator<TelemetryEvent> events =
        items
            .transform(
                "tell the time",
                items.getType(),
                new EventTimeOperator(
                    clock,
                    config.outOfOrderness().byTopic(formats),
                    config.idleTimeout(),
                    watches,
                    exposition))
            .uid(EVENT_TIME_UID)
            .process(
                new IngestFunction(config, formats.values(), key, content, clock, exposition),
                new AvroTypeInfo<>(TelemetryEvent.class))
            .uid(INGEST_UID)
            .name("ingest");
    Streams told = straight(events);
    List<DataStream<TelemetryEvent>> byOtherSpans = List.of();
    // What is no trace is never shuffled for ingest, and nothing waits for traces if there are
    // none.
    if (formats.values().stream().anyMatch(Format::isTraced)) {
      SingleOutputStreamOperator<TelemetryEvent> calls = assemble(events.getSideOutput(PARTS));
      told = told.and("calls", calls);
      byOtherSpans = List.of(calls.getSideOutput(CALLS_BY_OTHER_SPANS));
    }
    // Nor is anything shuffled for verdicts if nobody waits for them.
    return config.joinsVerdicts()
        ? new JoinStage(config.verdictHorizon(), exposition)
            .attach(told, byOtherSpans, events.getSideOutput(VERDICTS))
        : told;
  }

  private SingleOutputStreamOperator<TelemetryEvent> assemble(DataStream<TracePart> parts) {
    return parts
        .keyBy(TracePart::getTraceId)
        .transform(
            "assemble",
            new AvroTypeInfo<>(TelemetryEvent.class),
            new AssembleOperator(
                config.traces(), formats.values(), config.joinsVerdicts(), exposition))
        .uid(ASSEMBLE_UID);
  }
}
