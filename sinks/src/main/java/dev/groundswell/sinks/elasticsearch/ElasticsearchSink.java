package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.kafka.KafkaTopic;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.connector.base.sink.writer.strategy.CongestionControlRateLimitingStrategy;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.function.SerializableSupplier;
import org.elasticsearch.client.RestClient;

/**
 * Writes results to Elasticsearch, at least once under deterministic ids: what is written again is
 * the same document. Index templates are in place before the first document.
 *
 * @param <T> the record type, one sink for each
 */
public final class ElasticsearchSink<T> extends AsyncSinkBase<T, Document> {

  private static final int MAX_DOCUMENTS_PER_REQUEST = 1_000;
  private static final int MAX_REQUESTS_IN_FLIGHT = 2;
  private static final int MAX_DOCUMENTS_BUFFERED = 10_000;
  private static final long MAX_BYTES_PER_REQUEST = 5L << 20;
  private static final Duration MAX_TIME_IN_BUFFER = Duration.ofSeconds(1);
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  /**
   * The framework's timeout, out of the way: when it fires, the framework sends again what we still
   * work on, and our answer is lost. We need no other: every request ends by its own timeout,
   * halves included, and every dead letter by that of its producer.
   */
  private static final Duration NEVER = Duration.ofDays(3_650);

  private final String name;
  private final ElasticsearchConfig config;
  private final ExpositionConfig exposition;
  private final SerializableSupplier<DeadLetters> deadLetters;

  private ElasticsearchSink(
      String name,
      ElementConverter<T, Document> converter,
      ElasticsearchConfig config,
      ExpositionConfig exposition,
      SerializableSupplier<DeadLetters> deadLetters) {
    super(
        converter,
        MAX_DOCUMENTS_PER_REQUEST,
        MAX_REQUESTS_IN_FLIGHT,
        MAX_DOCUMENTS_BUFFERED,
        MAX_BYTES_PER_REQUEST,
        MAX_TIME_IN_BUFFER.toMillis(),
        MAX_BYTES_PER_REQUEST,
        NEVER.toMillis(),
        false);
    this.name = name;
    this.config = config;
    this.exposition = exposition;
    this.deadLetters = deadLetters;
  }

  /** Alerts, into {@code groundswell-alerts-YYYY.MM}. */
  public static ElasticsearchSink<Alert> alerts(
      ElasticsearchConfig config, KafkaTopic deadLetters, ExpositionConfig exposition) {
    return of(
        "groundswell-alerts",
        (alert, context) -> AlertDocument.of(alert),
        config,
        exposition,
        deadLetters);
  }

  /** Events that carry evidence, into {@code groundswell-events-YYYY.MM.DD}. */
  public static ElasticsearchSink<TelemetryEvent> events(
      ElasticsearchConfig config, KafkaTopic deadLetters, ExpositionConfig exposition) {
    return of(
        "groundswell-events",
        (event, context) -> EventDocument.of(event),
        config,
        exposition,
        deadLetters);
  }

  /** Trend points, into {@code groundswell-trends-<grain>-…}; the fullest pane stays. */
  public static ElasticsearchSink<TrendPoint> trends(
      ElasticsearchConfig config, KafkaTopic deadLetters, ExpositionConfig exposition) {
    return of(
        "groundswell-trends",
        (point, context) -> TrendDocument.of(point),
        config,
        exposition,
        deadLetters);
  }

  /** Trend shifts, into {@code groundswell-shifts-YYYY.MM}; the last revision stays. */
  public static ElasticsearchSink<TrendShift> shifts(
      ElasticsearchConfig config, KafkaTopic deadLetters, ExpositionConfig exposition) {
    return of(
        "groundswell-shifts",
        (shift, context) -> ShiftDocument.of(shift),
        config,
        exposition,
        deadLetters);
  }

  /** What became of changes to the rules, into {@code groundswell-audit-YYYY.MM}. */
  public static ElasticsearchSink<RuleAudit> audit(
      ElasticsearchConfig config, KafkaTopic deadLetters, ExpositionConfig exposition) {
    return of(
        "groundswell-audit",
        (audit, context) -> AuditDocument.of(audit),
        config,
        exposition,
        deadLetters);
  }

  /** What was done against abuse, into {@code groundswell-mitigations-YYYY}. */
  public static ElasticsearchSink<Mitigation> mitigations(
      ElasticsearchConfig config, KafkaTopic deadLetters, ExpositionConfig exposition) {
    return of(
        "groundswell-mitigations",
        (mitigation, context) -> MitigationDocument.of(mitigation),
        config,
        exposition,
        deadLetters);
  }

  /** What the trends have learned, into {@code groundswell-baselines-YYYY.MM}; the last stays. */
  public static ElasticsearchSink<Baseline> baselines(
      ElasticsearchConfig config, KafkaTopic deadLetters, ExpositionConfig exposition) {
    return of(
        "groundswell-baselines",
        (baseline, context) -> BaselineDocument.of(baseline),
        config,
        exposition,
        deadLetters);
  }

  /** Dead letters, into {@code groundswell-dead-letters-YYYY.MM.DD}. */
  public static ElasticsearchSink<DeadLetter> deadLetters(
      ElasticsearchConfig config, ExpositionConfig exposition) {
    return of(
        "groundswell-dead-letters",
        (letter, context) -> DeadLetterDocument.of(letter),
        config,
        exposition,
        LoggedDeadLetters::new);
  }

  private static <T> ElasticsearchSink<T> of(
      String name,
      ElementConverter<T, Document> converter,
      ElasticsearchConfig config,
      ExpositionConfig exposition,
      KafkaTopic deadLetters) {
    return of(name, converter, config, exposition, () -> new KafkaDeadLetters(deadLetters));
  }

  /**
   * A sink of any record type.
   *
   * @param name name of the index template, of the label on metrics and of the thread
   */
  static <T> ElasticsearchSink<T> of(
      String name,
      ElementConverter<T, Document> converter,
      ElasticsearchConfig config,
      ExpositionConfig exposition,
      SerializableSupplier<DeadLetters> deadLetters) {
    return new ElasticsearchSink<>(name, converter, config, exposition, deadLetters);
  }

  @Override
  public StatefulSinkWriter<T, BufferedRequestState<Document>> createWriter(
      WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<T, BufferedRequestState<Document>> restoreWriter(
      WriterInitContext context, Collection<BufferedRequestState<Document>> states)
      throws IOException {
    Clock clock = Clock.systemUTC();
    Backoff backoff = new Backoff(FIRST_RETRY, LONGEST_WAIT, RandomGenerator.getDefault());
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      RestClient connection = opened(RestClients.open(config), opened);
      new IndexTemplate(name).install(connection, config, clock, backoff);
      ExpositionLease lease = opened(Exposition.lease(exposition), opened);
      DeadLetters letters = opened(deadLetters.get(), opened);
      return new ElasticsearchWriter<>(
          name,
          getElementConverter(),
          context,
          limits(),
          states,
          config,
          new ElasticsearchWriter.Resources(connection, letters, lease, backoff, clock));
    } catch (IOException | RuntimeException e) {
      IOUtils.closeAllQuietly(opened);
      throw e;
    }
  }

  private static <R extends AutoCloseable> R opened(R resource, List<AutoCloseable> opened) {
    opened.add(resource);
    return resource;
  }

  @Override
  public SimpleVersionedSerializer<BufferedRequestState<Document>> getWriterStateSerializer() {
    return new DocumentStateSerializer();
  }

  private AsyncSinkWriterConfiguration limits() {
    RequestWindow window = new RequestWindow(getMaxBatchSize(), getMaxInFlightRequests());
    return AsyncSinkWriterConfiguration.builder()
        .setMaxBatchSize(getMaxBatchSize())
        .setMaxBatchSizeInBytes(getMaxBatchSizeInBytes())
        .setMaxInFlightRequests(getMaxInFlightRequests())
        .setMaxBufferedRequests(getMaxBufferedRequests())
        .setMaxTimeInBufferMS(getMaxTimeInBufferMS())
        .setMaxRecordSizeInBytes(getMaxRecordSizeInBytes())
        .setRequestTimeoutMS(getRequestTimeoutMS())
        .setFailOnTimeout(getFailOnTimeout())
        .setRateLimitingStrategy(
            CongestionControlRateLimitingStrategy.builder()
                .setMaxInFlightRequests(getMaxInFlightRequests())
                .setInitialMaxInFlightMessages(window.widest())
                .setScalingStrategy(window)
                .build())
        .build();
  }
}
