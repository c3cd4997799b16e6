package dev.groundswell.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.pipelines.ingest.IngestConfig;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobConfigTest {

  private static final String SECRET = "a secret of many bytes";

  private final Map<String, String> values =
      new HashMap<>(
          Map.of(
              "kafka.bootstrap-servers", "kafka:9092",
              "elasticsearch.hosts", "http://elasticsearch:9200"));
  private final Map<String, String> environment =
      new HashMap<>(Map.of("GROUNDSWELL_PSEUDONYM_KEY", SECRET));

  @Test
  void theDefaultsAreThoseOfTheRecords() {
    MonitorConfig monitor = config().monitor();
    assertThat(monitor.ingest()).isEqualTo(IngestConfig.defaults());
    assertThat(monitor.trend()).isEqualTo(TrendConfig.defaults());
    assertThat(monitor.exposition()).isEqualTo(ExpositionConfig.defaults());
    assertThat(monitor.kafka().topics()).isEqualTo(KafkaConfig.Topics.defaults());
    assertThat(monitor.rules().rules()).isNotEmpty();
  }

  @Test
  void everyKeyReachesItsPlace() {
    values.put("kafka.group-id-prefix", "gs");
    values.put("kafka.topics.alerts", "my-alerts");
    values.put("ingest.max-record-size", "2 mb");
    values.put("ingest.retention", "3 d");
    values.put("ingest.max-clock-skew", "7 s");
    values.put("ingest.out-of-orderness", "8 s");
    values.put("ingest.idle-timeout", "9 s");
    values.put("ingest.dedupe-horizon", "2 min");
    values.put("ingest.dedupe-capacity", "11");
    values.put("trend.allowed-lateness", "12 min");
    values.put("prometheus.ports", "9000");
    MonitorConfig monitor = config().monitor();
    assertThat(monitor.kafka().groupPrefix()).isEqualTo("gs");
    assertThat(monitor.kafka().topics().alerts()).isEqualTo("my-alerts");
    assertThat(monitor.ingest())
        .isEqualTo(
            new IngestConfig(
                2 << 20,
                Duration.ofDays(3),
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                Duration.ofSeconds(9),
                Duration.ofMinutes(2),
                11));
    assertThat(monitor.trend().allowedLateness()).isEqualTo(Duration.ofMinutes(12));
    assertThat(monitor.exposition().ports()).hasToString("9000");
  }

  @Test
  void unknownKeysAndUnreadableValuesAreAllNamedAtOnce() {
    values.put("kafka.topics.alarms", "x");
    values.put("ingest.retention", "soon");
    assertThatThrownBy(this::config)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unknown key kafka.topics.alarms")
        .hasMessageContaining("ingest.retention: ");
  }

  @Test
  void whatIsRequiredIsNamedWhenItIsMissing() {
    values.remove("kafka.bootstrap-servers");
    assertThatThrownBy(() -> config().monitor())
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("kafka.bootstrap-servers is missing");
  }

  @Test
  void aMissingKeySaysWhereToPutOne() {
    environment.clear();
    assertThatThrownBy(() -> config().monitor())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("pseudonym.key-file")
        .hasMessageContaining("GROUNDSWELL_PSEUDONYM_KEY");
  }

  @Test
  void latenessThatIsNoWholeMinuteIsRefusedByName() {
    values.put("trend.allowed-lateness", "90 s");
    assertThatThrownBy(() -> config().monitor())
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("trend.allowed-lateness");
  }

  @Test
  void flinksSettingsGoThroughAndTheStrictOnesCannotBeLoosened() {
    values.put("flink.parallelism.default", "3");
    values.put("flink.pipeline.generic-types", "true");
    JobConfig config = config();
    assertThat(config.flink().toMap()).containsEntry("parallelism.default", "3");
    assertThat(config.flink().get(PipelineOptions.GENERIC_TYPES)).isFalse();
  }

  @Test
  @Tag("K2")
  void secretsAreReadFromFilesAndNeverPrinted(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("key"), SECRET + "\n");
    environment.clear();
    values.put("pseudonym.key-file", file.toString());
    values.put("kafka.properties.sasl.jaas.config", "password=hunter2");
    assertThat(config().monitor().toString()).doesNotContain(SECRET).doesNotContain("hunter2");
  }

  @Test
  void yamlMayBeNestedOrDotted(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("config.yaml"),
            """
            kafka:
              bootstrap-servers: a:1
              topics.alerts: my-alerts
            elasticsearch.hosts: ["http://es:9200", "http://es2:9200"]
            """);
    assertThat(ConfigFile.read(file))
        .containsEntry("kafka.bootstrap-servers", "a:1")
        .containsEntry("kafka.topics.alerts", "my-alerts")
        .containsEntry("elasticsearch.hosts", "http://es:9200;http://es2:9200");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> ConfigFile.read(Path.of("no-such-file.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("There is no configuration file no-such-file.yaml");
  }

  private JobConfig config() {
    return JobConfig.of(values, environment);
  }
}
