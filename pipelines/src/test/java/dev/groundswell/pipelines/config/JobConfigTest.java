package dev.groundswell.pipelines.config;

import static org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTING_INTERVAL;
import static org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTS_DIRECTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.pipelines.ingest.IngestConfig;
import dev.groundswell.pipelines.ingest.OutOfOrderness;
import dev.groundswell.pipelines.ingest.TraceConfig;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.trend.ShiftConfig;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.schemas.Grain;
import dev.groundswell.sinks.elasticsearch.Credentials;
import dev.groundswell.sinks.elasticsearch.ElasticsearchConfig;
import dev.groundswell.sinks.elasticsearch.IndexFamily;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    Map<Format, Duration> outOfOrderness = new EnumMap<>(Format.class);
    for (Format format : Format.values()) {
      outOfOrderness.put(format, Duration.ofSeconds(20 + outOfOrderness.size()));
      values.put(
          format == Format.AVRO
              ? "ingest.out-of-orderness"
              : "ingest.out-of-orderness-of." + format.wireName(),
          outOfOrderness.get(format).toSeconds() + " s");
    }
    values.put("ingest.idle-timeout", "9 s");
    values.put("ingest.dedupe-horizon", "2 min");
    values.put("ingest.dedupe-capacity", "11");
    values.put("ingest.trace-horizon", "3 s");
    values.put("ingest.trace-memory", "4 min");
    values.put("ingest.trace-capacity", "13");
    values.put("ingest.verdict-horizon", "30 min");
    values.put("trend.allowed-lateness", "12 min");
    values.put("trend.max-targets", "30");
    values.put("trend.warm-up", "3 d");
    values.put("trend.false-shifts-per-day", "0.5");
    values.put("trend.actor-floor", "9");
    values.put("trend.quiet", "45 min");
    values.put("trend.watch", "3 d");
    values.put("prometheus.host", "10.0.0.1");
    values.put("prometheus.ports", "9000");
    values.put("prometheus.max-series", "5000");
    MonitorConfig monitor = config().monitor();
    assertThat(monitor.kafka().groupPrefix()).isEqualTo("gs");
    assertThat(monitor.kafka().topics().alerts()).isEqualTo("my-alerts");
    assertThat(monitor.ingest())
        .isEqualTo(
            new IngestConfig(
                2 << 20,
                Duration.ofDays(3),
                Duration.ofSeconds(7),
                OutOfOrderness.each(outOfOrderness::get),
                Duration.ofSeconds(9),
                Duration.ofMinutes(2),
                11,
                new TraceConfig(Duration.ofSeconds(3), Duration.ofMinutes(4), 13),
                Duration.ofMinutes(30)));
    assertThat(monitor.trend().allowedLateness()).isEqualTo(Duration.ofMinutes(12));
    assertThat(monitor.trend().mostTargets()).isEqualTo(30);
    assertThat(monitor.trend().shifts())
        .isEqualTo(
            new ShiftConfig(
                Grain.five_minutes,
                Duration.ofDays(3),
                0.5,
                9,
                Duration.ofMinutes(45),
                Duration.ofDays(3)));
    assertThat(monitor.exposition())
        .isEqualTo(new ExpositionConfig("10.0.0.1", new PortRange(9000, 9000), 5000));
  }

  @Test
  void noFormatIsLessOutOfOrderThanThePlainKeySaysUnlessItsOwnSaysSo() {
    values.put("ingest.out-of-orderness", "5 min");
    values.put("ingest.out-of-orderness-of.azure-openai", "7 s");
    OutOfOrderness outOfOrderness = config().monitor().ingest().outOfOrderness();
    assertThat(outOfOrderness.of(Format.AVRO)).isEqualTo(Duration.ofMinutes(5));
    assertThat(outOfOrderness.of(Format.BEDROCK_INVOCATION)).isEqualTo(Duration.ofMinutes(5));
    assertThat(outOfOrderness.of(Format.CLOUDTRAIL)).isEqualTo(Duration.ofMinutes(10));
    assertThat(outOfOrderness.of(Format.AZURE_OPENAI)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void whoAddsASlowFormatIsToldWhatItCosts() {
    assertThat(config().monitor().alertDelay())
        .isEqualTo("alerts wait 5 s for avro (ingest.out-of-orderness)");
    values.put("kafka.topics.cloudtrail", "trail");
    assertThat(config().monitor().alertDelay())
        .isEqualTo(
            "alerts wait 10 min for cloudtrail (ingest.out-of-orderness-of.cloudtrail);"
                + " if that is too long, read it in a monitor of its own");
  }

  @Test
  void whoAddsTracesIsToldThatTheyArePutTogetherFirst() {
    values.put("kafka.topics.otlp-proto", "spans");
    assertThat(config().monitor().alertDelay())
        .isEqualTo(
            "alerts wait 10 s for otlp-proto (ingest.out-of-orderness-of.otlp-proto)"
                + " and 5 s for the rest of a trace (ingest.trace-horizon);"
                + " if that is too long, read it in a monitor of its own");
  }

  @Test
  void aMonitorMayReadNothingButProvidersLogs() {
    values.put("kafka.topics.telemetry", "");
    values.put("kafka.topics.cloudtrail", "trail");
    assertThat(config().monitor().kafka().topics().telemetry())
        .isEqualTo(Map.of("trail", Format.CLOUDTRAIL));
  }

  @Test
  void everyKeyOfElasticsearchReachesItsPlace() {
    values.put("elasticsearch.hosts", "https://a:9200;https://b:9200");
    values.put("elasticsearch.user", "groundswell");
    environment.put("GROUNDSWELL_ELASTICSEARCH_PASSWORD", "hunter2");
    values.put("elasticsearch.ca", "ca.pem");
    values.put("elasticsearch.connect-timeout", "1 s");
    values.put("elasticsearch.request-timeout", "2 s");
    values.put("elasticsearch.start-timeout", "3 s");
    assertThat(config().index().elasticsearch())
        .isEqualTo(
            new ElasticsearchConfig(
                List.of(URI.create("https://a:9200"), URI.create("https://b:9200")),
                new Credentials.UserPassword("groundswell", "hunter2"),
                "ca.pem",
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3)));
  }

  @Test
  void everythingThatIsWrongIsReportedAtOnce() {
    values.remove("kafka.bootstrap-servers");
    environment.clear();
    values.put("ingest.retention", "0 s");
    values.put("trend.allowed-lateness", "90 s");
    values.put("prometheus.ports", "many");
    values.put("elasticsearch.request-timeout", "0 s");
    assertThatThrownBy(() -> config().run())
        .isInstanceOf(ConfigException.class)
        .message()
        .satisfies(
            report ->
                assertThat(report.lines())
                    .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("The configuration cannot be used:"),
                        line -> assertThat(line).startsWith("  kafka.bootstrap-servers is missing"),
                        line -> assertThat(line).startsWith("  ingest.retention must be positive"),
                        line -> assertThat(line).startsWith("  No pseudonym key"),
                        line -> assertThat(line).startsWith("  trend.allowed-lateness is PT1M30S"),
                        line -> assertThat(line).startsWith("  prometheus.ports: "),
                        line -> assertThat(line).startsWith("  elasticsearch.request-timeout "),
                        line ->
                            assertThat(line)
                                .startsWith("  flink.execution.checkpointing.dir is missing")));
  }

  @Test
  void indicesAreKeptAsLongAsIsUsualOrAsIsSaid() {
    values.put("elasticsearch.retention.events", "3 d");
    values.put("elasticsearch.retention.alerts", "700 d");

    assertThat(config().retention().kept())
        .containsEntry(IndexFamily.EVENTS, Duration.ofDays(3))
        .containsEntry(IndexFamily.ALERTS, Duration.ofDays(700))
        .containsEntry(IndexFamily.TREND_MINUTES, Duration.ofDays(7))
        .doesNotContainKeys(IndexFamily.AUDIT, IndexFamily.TREND_MONTHS);
  }

  @Test
  void anIndexIsNotDeletedBeforeItIsFull() {
    values.put("elasticsearch.retention.events", "0 s");

    assertThatThrownBy(() -> config().retention())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("elasticsearch.retention.events must be positive");
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.bootstrap-servers, ''",
    "kafka.topics.telemetry, ''",
    "ingest.max-record-size, 0 b",
    "ingest.max-record-size, 2 gb",
    "ingest.retention, 0 s",
    "ingest.max-clock-skew, 0 s",
    "ingest.idle-timeout, 0 s",
    "ingest.dedupe-horizon, 0 s",
    "ingest.dedupe-capacity, -1",
    "ingest.verdict-horizon, -1 s",
    "trend.allowed-lateness, 90 s",
    "trend.max-targets, 0",
    "trend.warm-up, -1 d",
    "trend.watch, -1 d",
    "trend.false-shifts-per-day, 0",
    "trend.false-shifts-per-day, 10000",
    "trend.actor-floor, 0",
    "trend.quiet, 7 min",
    "trend.quiet, 25 h",
    "rules.directory, no-such-directory",
    "prometheus.ports, 9259-9249",
    "prometheus.max-series, 1",
    "elasticsearch.hosts, es:9200",
    "elasticsearch.hosts, 'http://user:hunter2@es 1:9200'",
    "elasticsearch.api-key-file, no-such-file",
    "elasticsearch.connect-timeout, 0 s",
    "elasticsearch.request-timeout, 0 s",
    "elasticsearch.start-timeout, 0 s",
  })
  void aValueOutOfBoundsIsRefusedUnderItsOwnNameOnce(String key, String value) {
    values.put("flink.execution.checkpointing.dir", "file:///checkpoints");
    values.put(key, value);
    assertThatThrownBy(() -> config().run())
        .isInstanceOf(ConfigException.class)
        .message()
        .containsOnlyOnce(key)
        .startsWith(key)
        .doesNotContain("hunter2");
  }

  @Test
  void aSecretThatIsTooShortIsBlamedOnWhereItCameFrom(@TempDir Path directory) throws IOException {
    environment.put("GROUNDSWELL_PSEUDONYM_KEY", "short");
    assertThatThrownBy(() -> config().monitor())
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("GROUNDSWELL_PSEUDONYM_KEY: ");
    values.put("pseudonym.key-file", Files.writeString(directory.resolve("key"), "x").toString());
    assertThatThrownBy(() -> config().monitor())
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("pseudonym.key-file: ");
  }

  @Test
  void aUserWithoutAPasswordIsRefused() {
    values.put("elasticsearch.user", "groundswell");
    assertThatThrownBy(() -> config().index())
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("elasticsearch.user is set without a password");
  }

  @Test
  void unknownKeysAndUnreadableValuesAreAllNamedAtOnce() {
    values.put("kafka.topics.alarms", "x");
    values.put("ingest.out-of-orderness-of.avro", "5 s");
    values.put("ingest.retention", "soon");
    assertThatThrownBy(this::config)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unknown key kafka.topics.alarms")
        .hasMessageContaining("unknown key ingest.out-of-orderness-of.avro")
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
  void flinksSettingsGoThrough() {
    values.put("flink.parallelism.default", "3");
    assertThat(config().flink().toMap()).containsEntry("parallelism.default", "3");
  }

  @ParameterizedTest
  @CsvSource({
    "pipeline.auto-generate-uids, true, false",
    "pipeline.generic-types, true, false",
    "pipeline.object-reuse, false, true",
    "execution.checkpointing.unaligned.enabled, true, false",
    "execution.checkpointing.mode, AT_LEAST_ONCE, EXACTLY_ONCE",
    "execution.checkpointing.externalized-checkpoint-retention, DELETE_ON_CANCELLATION, RETAIN_ON_CANCELLATION",
  })
  void theStrictSettingsCannotBeLoosened(String key, String given, String strict) {
    assertThat(config().flink().toMap()).containsEntry(key, strict);
    values.put("flink." + key, strict);
    assertThat(config().flink().toMap()).containsEntry(key, strict);
    values.put("flink." + key, given);
    assertThatThrownBy(this::config)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("flink.%s must be %s: remove it".formatted(key, strict));
  }

  @Test
  void checkpointsCannotBeTurnedOff() {
    values.put("flink.execution.checkpointing.interval", "0 s");
    assertThatThrownBy(this::config)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("flink.execution.checkpointing.interval must be more than nothing");
  }

  @Test
  void whoRunsBothJobsCannotSayWhatStateToGoOnFrom() {
    values.put("flink.execution.checkpointing.dir", "file:///checkpoints");
    values.put("flink.execution.state-recovery.path", "file:///savepoint");
    assertThatThrownBy(() -> config().run())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("flink.execution.state-recovery.path cannot be given");
  }

  @Test
  void aJobCheckpointsUnlessTheFileSaysHowOften() {
    Duration tenSeconds = Duration.ofSeconds(10);
    assertThat(config().flink().get(CHECKPOINTING_INTERVAL)).isEqualTo(tenSeconds);
    assertThat(interval(config().environment())).isEqualTo(tenSeconds);

    values.put("flink.execution.checkpointing.interval", "3 min");
    assertThat(config().flink().get(CHECKPOINTING_INTERVAL)).isEqualTo(Duration.ofMinutes(3));
    assertThat(interval(config().environment())).isEqualTo(Duration.ofMinutes(3));
  }

  private static Duration interval(StreamExecutionEnvironment environment) {
    return Duration.ofMillis(environment.getCheckpointConfig().getCheckpointInterval());
  }

  @Test
  void whoRunsBothJobsSaysWhereCheckpointsGo() {
    values.put("flink.execution.checkpointing.dir", "file:///checkpoints");
    RunConfig run = config().run();
    assertThat(run.flink().get(CHECKPOINTS_DIRECTORY)).isEqualTo("file:///checkpoints");
    assertThat(run.monitor().kafka()).isEqualTo(run.index().kafka());
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
