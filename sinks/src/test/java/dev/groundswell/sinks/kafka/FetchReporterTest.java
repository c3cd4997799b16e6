package dev.groundswell.sinks.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.servers.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("F4")
@Timeout(60)
class FetchReporterTest {

  private static final String CLIENT = "reporter-test-0";
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int LIMIT = 200;

  @TempDir Path directory;

  @Test
  void tellsUnreadRecordsFromNothingToRead() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(directory, 0)) {
      broker.createTopic("telemetry", 2, Map.of());
      send(broker, 3);
      try (KafkaConsumer<byte[], byte[]> consumer = consumer(broker)) {
        FetchProgress first = pollUntil(consumer, progress -> progress.unread() > 0);
        assertThat(first.unread()).isEqualTo(2);

        FetchProgress last = pollUntil(consumer, progress -> progress.unread() == 0);
        pollUntil(consumer, progress -> progress.answers() > last.answers());
      }
      assertThat(FetchReporter.progress(CLIENT)).isEmpty();
    }
  }

  @Test
  void countsNoAnswersOfABrokerThatIsGone() throws Exception {
    KafkaBroker broker = KafkaBroker.start(directory, 0);
    try {
      broker.createTopic("telemetry", 2, Map.of());
      try (KafkaConsumer<byte[], byte[]> consumer = consumer(broker)) {
        pollUntil(consumer, progress -> progress.answers() > 0);

        broker.close();
        consumer.poll(Duration.ofSeconds(1)); // takes what was answered before
        FetchProgress before = FetchReporter.progress(CLIENT).orElseThrow();
        consumer.poll(Duration.ofSeconds(1));

        assertThat(FetchReporter.progress(CLIENT)).contains(before);
      }
    } finally {
      broker.close();
    }
  }

  @Test
  void oursIsAddedToTheReportersOfTheUser() {
    assertThat(TopicSource.reporters(Map.of()))
        .isEqualTo("org.apache.kafka.common.metrics.JmxReporter," + FetchReporter.class.getName());
    assertThat(TopicSource.reporters(Map.of("metric.reporters", "org.example.Own")))
        .isEqualTo("org.example.Own," + FetchReporter.class.getName());
  }

  private static FetchProgress pollUntil(
      KafkaConsumer<byte[], byte[]> consumer, Predicate<FetchProgress> condition) {
    for (int i = 0; i < LIMIT; i++) {
      consumer.poll(POLL);
      FetchProgress progress = FetchReporter.progress(CLIENT).orElseThrow();
      if (condition.test(progress)) {
        return progress;
      }
    }
    throw new AssertionError("not within polls: " + LIMIT);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaBroker broker) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "client.id",
                CLIENT,
                "metric.reporters",
                FetchReporter.class.getName(),
                "max.poll.records",
                1,
                "fetch.max.wait.ms",
                20),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        List.of(new TopicPartition("telemetry", 0), new TopicPartition("telemetry", 1));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static void send(KafkaBroker broker, int records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>("telemetry", 0, null, new byte[1])).get();
      }
    }
  }
}
