package dev.groundswell.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KafkaBrokerTest {
  private static final String TOPIC = "telemetry";

  @TempDir Path dataDir;

  @Test
  void servesAgainOnTheSamePortAndDataAfterItWasClosed() throws Exception {
    int port;
    try (KafkaBroker broker = KafkaBroker.start(dataDir, 0)) {
      port = port(broker);
      broker.createTopic(TOPIC, 1, Map.of("retention.ms", "-1"));
      send(broker, "first");
      assertThat(receive(broker)).containsExactly("first");
    }
    assertFree(port);

    try (KafkaBroker broker = KafkaBroker.start(dataDir, port)) {
      assertThat(port(broker)).isEqualTo(port);
      send(broker, "second");
      assertThat(receive(broker)).containsExactly("first", "second");
    }
    assertFree(port);
  }

  @Test
  void takesARecordOfMoreThanOneMebibyte() throws Exception {
    String large = "x".repeat(KafkaBroker.MAX_RECORD_BYTES - 1024);
    try (KafkaBroker broker = KafkaBroker.start(dataDir, 0)) {
      broker.createTopic(TOPIC, 1, Map.of());
      send(broker, large);
      assertThat(receive(broker)).containsExactly(large);
    }
  }

  @Test
  void refusesATopicThatExists() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(dataDir, 0)) {
      broker.createTopic(TOPIC, 1, Map.of());
      assertThatThrownBy(() -> broker.createTopic(TOPIC, 1, Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Topic telemetry was not created");
    }
  }

  @Test
  void namesAPortThatIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> KafkaBroker.start(dataDir, other.getLocalPort()))
          .isInstanceOf(PortTakenException.class)
          .hasMessage(
              "Kafka cannot listen on port %d (Address already in use):"
                  + " choose another port, or 0 for any free one",
              other.getLocalPort());
    }
  }

  private static void send(KafkaBroker broker, String value) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "max.request.size",
            KafkaBroker.MAX_RECORD_BYTES);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
    }
  }

  /** Everything on the topic, up to its end. */
  private static List<String> receive(KafkaBroker broker) {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<String> values = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }

  private static int port(KafkaBroker broker) {
    return URI.create("kafka://" + broker.bootstrapServers()).getPort();
  }

  private static void assertFree(int port) throws IOException {
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }
}
