package dev.groundswell.local.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.local.servers.KafkaBroker;
import dev.groundswell.pipelines.config.ConfigException;
import dev.groundswell.pipelines.config.KafkaConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RequiredTopicsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void topicsThatAreMissingAreNamedTogether() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(directory, 0)) {
      for (String topic : List.of("telemetry", "alerts", "trends")) {
        broker.createTopic(topic, 1, Map.of());
      }
      KafkaConfig kafka = kafka(broker.bootstrapServers());
      assertThatThrownBy(() -> RequiredTopics.require(kafka, PATIENCE))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith(
              "kafka.topics: there is no audit, baselines, dead-letters, events, shifts at ");

      broker.createTopic("audit", 1, Map.of());
      broker.createTopic("baselines", 1, Map.of());
      broker.createTopic("shifts", 1, Map.of());
      broker.createTopic("events", 1, Map.of());
      broker.createTopic("dead-letters", 1, Map.of());
      assertThatCode(() -> RequiredTopics.require(kafka, PATIENCE)).doesNotThrowAnyException();
    }
  }

  @Test
  @Tag("F4")
  void aBrokerThatDoesNotAnswerIsNamedInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      assertThatThrownBy(() -> RequiredTopics.require(kafka(address), Duration.ofSeconds(1)))
          .isInstanceOf(ConfigException.class)
          .hasMessage("kafka.bootstrap-servers: no broker answered at %s within 1 s", address);
    }
  }

  @Test
  void anAddressThatIsNoneIsNamed() {
    assertThatThrownBy(() -> RequiredTopics.require(kafka("nowhere"), PATIENCE))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("kafka.bootstrap-servers: cannot use Kafka at nowhere: ");
  }

  private static KafkaConfig kafka(String bootstrapServers) {
    return new KafkaConfig(
        bootstrapServers, "groundswell", KafkaConfig.Topics.defaults(), Map.of());
  }
}
