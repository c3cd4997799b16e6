package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.local.servers.ElasticsearchProcess;
import dev.groundswell.local.servers.KafkaBroker;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.EventKey;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.kafka.AvroTopicSink;
import dev.groundswell.sinks.kafka.AvroTopicSource;
import dev.groundswell.sinks.kafka.KafkaTopic;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sinks' contract with a real Elasticsearch and a real Kafka. */
class RealServersTest {

  private static final ExpositionConfig EXPOSITION =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path directory;

  private static ElasticsearchProcess elasticsearch;
  private static KafkaBroker kafka;

  @BeforeAll
  static void startServers() throws Exception {
    elasticsearch = ElasticsearchProcess.start(directory.resolve("elasticsearch"), 0);
    kafka = KafkaBroker.start(directory.resolve("kafka"), 0);
  }

  @AfterAll
  static void stopServers() throws IOException {
    kafka.close();
    elasticsearch.close();
  }

  @Test
  void theStrictMappingsTakeEveryKindOfDocument() throws Exception {
    KafkaTopic letters = topic("refused");
    ElasticsearchConfig config = config();
    write(
        Alert.class,
        List.of(Samples.alert()),
        ElasticsearchSink.alerts(config, letters, EXPOSITION));
    write(
        TelemetryEvent.class,
        List.of(Samples.event()),
        ElasticsearchSink.events(config, letters, EXPOSITION));
    write(
        TrendPoint.class,
        List.of(Samples.point("accepted", 1)),
        ElasticsearchSink.trends(config, letters, EXPOSITION));
    write(
        TrendShift.class,
        List.of(Samples.shift("shifted", 1)),
        ElasticsearchSink.shifts(config, letters, EXPOSITION));
    write(
        Mitigation.class,
        List.of(Samples.mitigation()),
        ElasticsearchSink.mitigations(config, letters, EXPOSITION));
    write(
        Baseline.class,
        List.of(Samples.baseline("b1", Samples.TIME), Samples.baselineOfKind("b2", Samples.TIME)),
        ElasticsearchSink.baselines(config, letters, EXPOSITION));
    write(
        RuleAudit.class,
        List.of(Samples.audit()),
        ElasticsearchSink.audit(config, letters, EXPOSITION));
    write(
        DeadLetter.class,
        List.of(Samples.deadLetter()),
        ElasticsearchSink.deadLetters(config, EXPOSITION));

    assertThat(count("groundswell-alerts", "event.id:a1")).isEqualTo(1);
    assertThat(count("groundswell-alerts", "groundswell.evidence.events.trace_id:t2")).isPositive();
    assertThat(count("groundswell-events", "event.id:e1")).isEqualTo(1);
    assertThat(count("groundswell-events", "labels.tier:free")).isPositive();
    assertThat(count("groundswell-trends", "event.id:accepted")).isEqualTo(1);
    assertThat(count("groundswell-shifts", "groundswell.shift.kind:surge")).isPositive();
    assertThat(count("groundswell-mitigations", "message:shield")).isEqualTo(1);
    assertThat(count("groundswell-baselines", "groundswell.baseline.target:chat")).isPositive();
    assertThat(count("groundswell-baselines", "event.id:b2")).isEqualTo(1);
    assertThat(count("groundswell-audit", "rule.name:misuse")).isEqualTo(1);
    assertThat(count("groundswell-dead-letters", "event.kind:pipeline_error")).isEqualTo(1);
  }

  @Test
  void theFullestPaneStaysInWhateverOrderTheyArrive() throws Exception {
    KafkaTopic letters = topic("superseded");
    write(
        TrendPoint.class,
        List.of(Samples.point("pane", 9)),
        ElasticsearchSink.trends(config(), letters, EXPOSITION));
    write(
        TrendPoint.class,
        List.of(Samples.point("pane", 5)),
        ElasticsearchSink.trends(config(), letters, EXPOSITION));

    assertThat(count("groundswell-trends", "event.id:pane")).isEqualTo(1);
    assertThat(count("groundswell-trends", "groundswell.trend.contributions:9")).isEqualTo(1);

    write(
        TrendPoint.class,
        List.of(Samples.point("pane", 12)),
        ElasticsearchSink.trends(config(), letters, EXPOSITION));

    assertThat(count("groundswell-trends", "groundswell.trend.contributions:12")).isEqualTo(1);
  }

  @Test
  void indicesWhoseTimeIsOverAreDeletedAndOthersStay() throws Exception {
    for (String index :
        List.of(
            "groundswell-events-2020.01.30",
            "groundswell-events-2020.01.31",
            "groundswell-audit-2019.12",
            "groundswell-notes-2019.12.01")) {
      assertThat(send("/" + index + "/_doc?refresh", "{}").path("result").asText())
          .isEqualTo("created");
    }
    Instant now = Instant.parse("2020-02-02T00:00:00Z");
    Map<IndexFamily, Duration> kept = Map.of(IndexFamily.EVENTS, Duration.ofDays(2));
    try (Retention retention = Retention.open(config(), kept)) {
      List<DatedIndex> expired = retention.expired(now);
      assertThat(expired)
          .extracting(DatedIndex::name)
          .containsExactly("groundswell-events-2020.01.30");

      retention.delete(expired.get(0));
      retention.delete(expired.get(0));

      assertThat(retention.expired(now)).isEmpty();
      assertThat(retention.expired(now.plus(Duration.ofDays(1))))
          .extracting(DatedIndex::name)
          .containsExactly("groundswell-events-2020.01.31");
    }
  }

  @Test
  void theLastRevisionOfAShiftStays() throws Exception {
    KafkaTopic letters = topic("revised");
    for (int revision : new int[] {1, 3, 2}) {
      write(
          TrendShift.class,
          List.of(Samples.shift("revised", revision)),
          ElasticsearchSink.shifts(config(), letters, EXPOSITION));
    }

    assertThat(count("groundswell-shifts", "event.id:revised")).isEqualTo(1);
    assertThat(count("groundswell-shifts", "groundswell.shift.revision:3")).isEqualTo(1);
  }

  @Test
  void anAlertThatIsWrittenAgainIsTheSameAlert() throws Exception {
    Alert alert = Samples.alert();
    alert.setAlertId("again");
    KafkaTopic letters = topic("again");
    for (int run = 0; run < 2; run++) {
      write(
          Alert.class,
          List.of(alert, alert),
          ElasticsearchSink.alerts(config(), letters, EXPOSITION));
    }

    assertThat(count("groundswell-alerts", "event.id:again")).isEqualTo(1);
  }

  @Test
  void anEventUnderAReusedIdIsAnotherDocumentAndACopyIsNot() throws Exception {
    KafkaTopic letters = topic("reused");
    TelemetryEvent first = Samples.event();
    first.setEventId("reused");
    TelemetryEvent later = Samples.event();
    later.setEventId("reused");
    later.setEventTime(Samples.TIME.plusMillis(1).toEpochMilli());

    write(
        TelemetryEvent.class,
        List.of(first, later, first),
        ElasticsearchSink.events(config(), letters, EXPOSITION));

    assertThat(count("groundswell-events", "event.id:reused")).isEqualTo(2);
  }

  @Test
  void whatTheServerRefusesArrivesOnTheDeadLetterTopic() throws Exception {
    KafkaTopic letters = topic("dead-letters");
    TelemetryEvent nowhere = Samples.event();
    nowhere.setEventId("nowhere");
    nowhere.setClientGeoLat(1_000.0);
    TelemetryEvent endless = Samples.event();
    endless.setEventId("x".repeat(600));
    TelemetryEvent fine = Samples.event();
    fine.setEventId("fine");

    write(
        TelemetryEvent.class,
        List.of(nowhere, endless, fine),
        ElasticsearchSink.events(config(), letters, EXPOSITION));

    assertThat(count("groundswell-events", "event.id:fine")).isEqualTo(1);
    assertThat(read(DeadLetter.class, letters, 2))
        .extracting(DeadLetter::getDeadLetterId)
        .containsExactlyInAnyOrder(
            "elasticsearch-groundswell-events-2026.01.01-" + EventKey.of(nowhere),
            "elasticsearch-groundswell-events-2026.01.01-" + EventKey.of(endless));
  }

  @Test
  void poisonOnATopicIsPassedOver() throws Exception {
    KafkaTopic topic = topic("trends");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic.name(), new byte[] {(byte) 0xc3, 1, 0})).get();
      producer.send(new ProducerRecord<>(topic.name(), null)).get();
    }
    List<TrendPoint> points = List.of(Samples.point("p1", 1), Samples.point("p2", 2));

    write(
        TrendPoint.class,
        points,
        AvroTopicSink.of(TrendPoint.class, topic, TrendPoint::getPointId));

    assertThat(read(TrendPoint.class, topic, 2)).containsExactlyElementsOf(points);
  }

  private static <T extends SpecificRecordBase> void write(
      Class<T> type, List<T> records, Sink<T> sink) throws Exception {
    StreamExecutionEnvironment environment = environment();
    environment.fromData(records, new AvroTypeInfo<>(type)).sinkTo(sink);
    environment.execute();
  }

  private static <T extends SpecificRecordBase> List<T> read(
      Class<T> type, KafkaTopic topic, int records) throws Exception {
    return environment()
        .fromSource(
            AvroTopicSource.of(type, topic, "reader", EXPOSITION),
            WatermarkStrategy.noWatermarks(),
            topic.name())
        .executeAndCollect(records);
  }

  private static StreamExecutionEnvironment environment() {
    return StreamExecutionEnvironment.createLocalEnvironment(
        1, new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
  }

  private static ElasticsearchConfig config() {
    return ElasticsearchConfig.local(elasticsearch.uri());
  }

  private static KafkaTopic topic(String name) throws Exception {
    kafka.createTopic(name, 1, Map.of());
    return KafkaTopic.plain(kafka.bootstrapServers(), name);
  }

  private static int count(String alias, String query) throws Exception {
    send("/" + alias + "/_refresh", "");
    String body =
        "{\"query\":{\"term\":{\"%s\":\"%s\"}}}".formatted((Object[]) query.split(":", 2));
    return send("/" + alias + "/_count", body).path("count").asInt(-1);
  }

  private static JsonNode send(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(elasticsearch.uri().resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
  }
}
