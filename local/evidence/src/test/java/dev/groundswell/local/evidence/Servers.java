package dev.groundswell.local.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.local.servers.ElasticsearchProcess;
import dev.groundswell.local.servers.KafkaBroker;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a user has before Groundswell: Kafka with the topics, and Elasticsearch. */
final class Servers implements AutoCloseable {

  private static final TopicPartition TELEMETRY = new TopicPartition("telemetry", 0);
  private static final TopicPartition ALERTS = new TopicPartition("alerts", 0);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaBroker kafka;
  private final ElasticsearchProcess elasticsearch;
  private final Admin admin;

  private Servers(KafkaBroker kafka, ElasticsearchProcess elasticsearch) {
    this.kafka = kafka;
    this.elasticsearch = elasticsearch;
    this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  static Servers start(Path directory) throws Exception {
    KafkaBroker kafka = KafkaBroker.start(directory.resolve("kafka"), 0);
    try {
      for (String topic :
          List.of(
              "telemetry",
              "alerts",
              "trends",
              "shifts",
              "baselines",
              "events",
              "dead-letters",
              "audit")) {
        kafka.createTopic(topic, 1, Map.of());
      }
      return new Servers(kafka, ElasticsearchProcess.start(directory.resolve("elasticsearch"), 0));
    } catch (Exception e) {
      kafka.close();
      throw e;
    }
  }

  /** Writes a configuration for these servers, with {@code more} lines. */
  Path config(Path directory, String... more) throws Exception {
    Path key = Files.writeString(directory.resolve("pseudonym.key"), "sixteen bytes or more");
    List<String> lines = new ArrayList<>();
    lines.add("kafka.bootstrap-servers: " + kafka.bootstrapServers());
    lines.add("elasticsearch.hosts: [\"%s\"]".formatted(elasticsearch.uri()));
    lines.add("pseudonym.key-file: " + key);
    lines.addAll(List.of(more));
    return Files.write(directory.resolve("config.yaml"), lines);
  }

  /** Sends events and returns when the broker has them. */
  void send(List<TelemetryEvent> events) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (TelemetryEvent event : events) {
        ByteBuffer buffer = TelemetryEvent.getEncoder().encode(event);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        producer.send(new ProducerRecord<>(TELEMETRY.topic(), 0, null, bytes)).get();
      }
    }
  }

  /** Whether a checkpoint of the monitor holds everything sent: it commits what it read. */
  boolean isCheckpointed() throws Exception {
    long end =
        admin
            .listOffsets(Map.of(TELEMETRY, OffsetSpec.latest()))
            .partitionResult(TELEMETRY)
            .get()
            .offset();
    OffsetAndMetadata committed =
        admin
            .listConsumerGroupOffsets("groundswell-monitor")
            .partitionsToOffsetAndMetadata()
            .get()
            .get(TELEMETRY);
    return committed != null && committed.offset() == end;
  }

  /** Everything on the topic of alerts. */
  List<Alert> alerts() throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(ALERTS));
      consumer.seekToBeginning(List.of(ALERTS));
      long end = consumer.endOffsets(List.of(ALERTS)).get(ALERTS);
      List<Alert> alerts = new ArrayList<>();
      while (consumer.position(ALERTS) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          alerts.add(Alert.getDecoder().decode(record.value()));
        }
      }
      return alerts;
    }
  }

  /** The documents of all alerts; none while their index is being made. */
  List<JsonNode> alertDocuments() throws Exception {
    URI index = elasticsearch.uri().resolve("/groundswell-alerts-*/");
    List<JsonNode> documents = new ArrayList<>();
    if (Http.json("POST", index.resolve("_refresh")).isPresent()) {
      Http.json("GET", index.resolve("_search"))
          .ifPresent(
              answer -> answer.at("/hits/hits").forEach(hit -> documents.add(hit.path("_source"))));
    }
    return documents;
  }

  @Override
  public void close() throws IOException {
    admin.close();
    elasticsearch.close();
    kafka.close();
  }
}
