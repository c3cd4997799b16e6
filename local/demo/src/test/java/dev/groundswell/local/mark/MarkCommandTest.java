package dev.groundswell.local.mark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.Invocation;
import dev.groundswell.local.servers.KafkaBroker;
import dev.groundswell.local.topic.TopicClient;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.TargetKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class MarkCommandTest {

  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir static Path data;
  private static KafkaBroker broker;

  @TempDir Path directory;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = KafkaBroker.start(data, 0);
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.close();
  }

  @Test
  void aMarkIsOnTheTopicWhenTheCommandReturns() throws Exception {
    Path config = config("marked");
    broker.createTopic("marked", 1, Map.of());
    Invocation mark =
        mark(
            config,
            "--technique=AML.T0054",
            "--target-kind=product",
            "--target=chat",
            "--text=The prompt shield blocks from severity 3 on",
            "--time=" + TIME,
            "--id=shield-3");

    assertThat(mark.err()).isEmpty();
    assertThat(mark.exitCode()).isZero();
    assertThat(mark.out())
        .containsExactly(
            "shield-3: AML.T0054 at product chat is watched from 2026-01-31T12:00:00Z on");
    ConsumerRecord<byte[], byte[]> record = only(config, "marked");
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("shield-3");
    Mitigation mitigation = Mitigation.getDecoder().decode(record.value());
    assertThat(mitigation.getTime()).isEqualTo(TIME.toEpochMilli());
    assertThat(mitigation.getTargetKind()).isEqualTo(TargetKind.product);
    assertThat(mitigation.getTarget()).isEqualTo("chat");
    assertThat(mitigation.getText()).isEqualTo("The prompt shield blocks from severity 3 on");
  }

  @Test
  void withoutATargetAllAreProtectedFromNowOnUnderANewId() throws Exception {
    Path config = config("all");
    broker.createTopic("all", 1, Map.of());
    Invocation mark = mark(config, "--technique=other", "--text=keys revoked");

    assertThat(mark.exitCode()).isZero();
    assertThat(mark.out()).singleElement().asString().contains("other at all targets is watched");
    Mitigation mitigation = Mitigation.getDecoder().decode(only(config, "all").value());
    assertThat(mitigation.getMitigationId()).hasSize(36);
    assertThat(mitigation.getTargetKind()).isNull();
  }

  @Test
  void aTopicThatIsNotThereIsNamed() throws Exception {
    Invocation mark = mark(config("nowhere"), "--technique=other", "--text=keys revoked");

    assertThat(mark.exitCode()).isEqualTo(2);
    assertThat(mark.err()).singleElement().asString().contains("there is no topic nowhere");
  }

  @ParameterizedTest
  @CsvSource({
    "AML.T9999, done, --id=1, is no technique of MITRE ATLAS",
    "AML.T0054, ' ', --id=1, --text is blank",
    "AML.T0054, done, --id=, --id is blank",
    "AML.T0054, done, --target=chat, needs its --target-kind",
    "AML.T0054, done, --target-kind=planet, planet",
    "AML.T0054, done, --time=yesterday, yesterday"
  })
  void whatIsNoMarkIsRefused(String technique, String text, String more, String problem)
      throws Exception {
    Invocation mark = mark(config("refused"), "--technique=" + technique, "--text=" + text, more);

    assertThat(mark.exitCode()).isEqualTo(2);
    assertThat(String.join(" ", mark.err())).contains(problem);
  }

  private Path config(String topic) throws Exception {
    return Files.writeString(
        directory.resolve(topic + ".yaml"),
        """
        kafka.bootstrap-servers: %s
        kafka.topics.mitigations: %s
        """
            .formatted(broker.bootstrapServers(), topic));
  }

  private static Invocation mark(Path config, String... options) {
    return Invocation.of(
        Stream.concat(Stream.of("mark", "--config=" + config), Stream.of(options))
            .toArray(String[]::new));
  }

  private static ConsumerRecord<byte[], byte[]> only(Path config, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new TopicClient(JobConfig.load(config, Map.of()).kafka()).consumer()) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<ConsumerRecord<byte[], byte[]>> records =
          consumer.poll(TopicClient.PATIENCE).records(partition);
      assertThat(records).hasSize(1);
      return records.get(0);
    }
  }
}
