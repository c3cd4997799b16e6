package dev.groundswell.pipelines.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.servers.KafkaBroker;
import dev.groundswell.pipelines.config.KafkaConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RulesRetentionTest {

  @TempDir Path directory;

  @Test
  void aTopicThatLosesChangesIsToldWithTheCommandThatMendsIt() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(directory, 0)) {
      KafkaConfig kafka = kafka(broker.bootstrapServers());
      assertThat(RulesRetention.warning(kafka)).as("it need not be there").isEmpty();

      broker.createTopic("rules", 1, Map.of("cleanup.policy", "compact"));

      assertThat(RulesRetention.warning(kafka))
          .hasValueSatisfying(
              warning ->
                  assertThat(warning)
                      .startsWith("the topic rules loses changes to the rules; ")
                      .endsWith(
                          "kafka-configs.sh --bootstrap-server "
                              + broker.bootstrapServers()
                              + " --alter --entity-type topics --entity-name rules --add-config"
                              + " cleanup.policy=delete,retention.ms=-1"));
    }
  }

  @Test
  void ofATopicThatKeepsEveryChangeNothingIsSaid() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(directory, 0)) {
      broker.createTopic("rules", 1, KafkaConfig.RULES_TOPIC);

      assertThat(RulesRetention.warning(kafka(broker.bootstrapServers()))).isEmpty();
    }
  }

  @Test
  void aBrokerThatDoesNotAnswerKeepsNoMonitorFromStarting()
      throws IOException, InterruptedException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(RulesRetention.warning(kafka("127.0.0.1:" + silent.getLocalPort()))).isEmpty();
    }
    assertThat(RulesRetention.warning(kafka("nowhere"))).isEmpty();
  }

  private static KafkaConfig kafka(String bootstrapServers) {
    return new KafkaConfig(
        bootstrapServers, "groundswell", KafkaConfig.Topics.defaults(), Map.of());
  }
}
