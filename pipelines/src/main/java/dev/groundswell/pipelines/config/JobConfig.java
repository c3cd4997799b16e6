package dev.groundswell.pipelines.config;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.ingest.IngestConfig;
import dev.groundswell.pipelines.ingest.PseudonymKey;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.sinks.elasticsearch.Credentials;
import dev.groundswell.sinks.elasticsearch.ElasticsearchConfig;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The configuration file of both jobs: read, checked key by key, and turned into their records. */
public final class JobConfig {

  private final Configuration options;
  private final Map<String, String> kafkaProperties;
  private final Configuration flink;
  private final Secrets secrets;

  private JobConfig(
      Configuration options,
      Map<String, String> kafkaProperties,
      Configuration flink,
      Secrets secrets) {
    this.options = options;
    this.kafkaProperties = kafkaProperties;
    this.flink = flink;
    this.secrets = secrets;
  }

  /**
   * Reads a YAML file.
   *
   * @param environment where secrets are looked for that no file is named for
   * @throws ConfigException naming every key that is unknown or cannot be read
   */
  public static JobConfig load(Path file, Map<String, String> environment) {
    return of(ConfigFile.read(file), environment);
  }

  static JobConfig of(Map<String, String> values, Map<String, String> environment) {
    Map<String, String> own = new TreeMap<>(values);
    Configuration flink = Configuration.fromMap(take(JobOptions.FLINK, own));
    Map<String, String> kafka = take(JobOptions.KAFKA_PROPERTIES, own);
    Configuration options = Configuration.fromMap(own);
    requireReadable(own.keySet(), options);
    return new JobConfig(options, kafka, flink, new Secrets(environment));
  }

  private static Map<String, String> take(String prefix, Map<String, String> values) {
    Map<String, String> taken = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            taken.put(key.substring(prefix.length()), value);
          }
        });
    values.keySet().removeIf(key -> key.startsWith(prefix));
    return taken;
  }

  private static void requireReadable(Set<String> given, Configuration options) {
    Set<String> known = JobOptions.ALL.stream().map(ConfigOption::key).collect(toSet());
    List<String> problems = new ArrayList<>();
    for (String key : given) {
      if (!known.contains(key)) {
        problems.add("unknown key " + key);
      }
    }
    for (ConfigOption<?> option : JobOptions.ALL) {
      try {
        options.getOptional(option);
      } catch (IllegalArgumentException e) {
        problems.add("%s: %s".formatted(option.key(), rootMessage(e)));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(
          problems.stream().collect(joining("\n  ", "The configuration cannot be used:\n  ", "")));
    }
  }

  private static String rootMessage(Throwable thrown) {
    return thrown.getCause() == null ? thrown.getMessage() : rootMessage(thrown.getCause());
  }

  /** What the monitor job needs. */
  public MonitorConfig monitor() {
    return new MonitorConfig(kafka(), ingest(), key(), rules(), trend(), exposition());
  }

  /** What the index job needs. */
  public IndexConfig index() {
    return new IndexConfig(kafka(), elasticsearch(), exposition());
  }

  /** Flink's own settings, as given under {@code flink.}, and the ones that are not negotiable. */
  public Configuration flink() {
    return strict(flink);
  }

  /** The settings with the ones that are not negotiable, wherever the jobs run. */
  public static Configuration strict(Configuration given) {
    Configuration settings = new Configuration(given);
    // Uids are a format, and Kryo hides behind generic types until a restore fails.
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    return settings;
  }

  /** An environment on the cluster that the job is submitted to. */
  public StreamExecutionEnvironment environment() {
    return StreamExecutionEnvironment.getExecutionEnvironment(flink());
  }

  private KafkaConfig kafka() {
    return new KafkaConfig(
        required(JobOptions.KAFKA_BOOTSTRAP_SERVERS),
        options.get(JobOptions.KAFKA_GROUP),
        new KafkaConfig.Topics(
            options.get(JobOptions.TOPIC_TELEMETRY),
            options.get(JobOptions.TOPIC_ALERTS),
            options.get(JobOptions.TOPIC_TRENDS),
            options.get(JobOptions.TOPIC_EVENTS),
            options.get(JobOptions.TOPIC_DEAD_LETTERS)),
        kafkaProperties);
  }

  private IngestConfig ingest() {
    return new IngestConfig(
        Math.toIntExact(options.get(JobOptions.MAX_RECORD_SIZE).getBytes()),
        options.get(JobOptions.RETENTION),
        options.get(JobOptions.SKEW),
        options.get(JobOptions.OUT_OF_ORDERNESS),
        options.get(JobOptions.IDLE_TIMEOUT),
        options.get(JobOptions.DEDUPE_HORIZON),
        options.get(JobOptions.DEDUPE_CAPACITY));
  }

  private PseudonymKey key() {
    String secret =
        secrets
            .find(options.getOptional(JobOptions.PSEUDONYM_KEY_FILE), "GROUNDSWELL_PSEUDONYM_KEY")
            .orElseThrow(
                () ->
                    new ConfigException(
                        "No pseudonym key: set %s to a file with at least 16 random bytes, or the"
                                .formatted(JobOptions.PSEUDONYM_KEY_FILE.key())
                            + " environment variable GROUNDSWELL_PSEUDONYM_KEY"));
    return named(
        JobOptions.PSEUDONYM_KEY_FILE,
        () ->
            new PseudonymKey(
                options.get(JobOptions.PSEUDONYM_KEY_ID), secret.getBytes(StandardCharsets.UTF_8)));
  }

  private RulePack rules() {
    return options
        .getOptional(JobOptions.RULES_DIRECTORY)
        .map(directory -> RulePack.load(Path.of(directory)))
        .orElseGet(RulePack::bundled);
  }

  private TrendConfig trend() {
    return named(
        JobOptions.ALLOWED_LATENESS,
        () -> new TrendConfig(options.get(JobOptions.ALLOWED_LATENESS)));
  }

  private ExpositionConfig exposition() {
    return named(
        JobOptions.PROMETHEUS_PORTS,
        () ->
            new ExpositionConfig(
                options.get(JobOptions.PROMETHEUS_HOST),
                PortRange.parse(options.get(JobOptions.PROMETHEUS_PORTS)),
                options.get(JobOptions.PROMETHEUS_MAX_SERIES)));
  }

  private ElasticsearchConfig elasticsearch() {
    List<String> hosts = required(JobOptions.ELASTICSEARCH_HOSTS);
    return named(
        JobOptions.ELASTICSEARCH_HOSTS,
        () ->
            new ElasticsearchConfig(
                hosts.stream().map(URI::create).toList(),
                credentials(),
                options.get(JobOptions.ELASTICSEARCH_CA),
                options.get(JobOptions.ELASTICSEARCH_CONNECT_TIMEOUT),
                options.get(JobOptions.ELASTICSEARCH_REQUEST_TIMEOUT),
                options.get(JobOptions.ELASTICSEARCH_START_TIMEOUT)));
  }

  private Credentials credentials() {
    Optional<String> apiKey =
        secrets.find(
            options.getOptional(JobOptions.ELASTICSEARCH_API_KEY_FILE),
            "GROUNDSWELL_ELASTICSEARCH_API_KEY");
    if (apiKey.isPresent()) {
      return new Credentials.ApiKey(apiKey.get());
    }
    Optional<String> user = options.getOptional(JobOptions.ELASTICSEARCH_USER);
    if (user.isEmpty()) {
      return new Credentials.Anonymous();
    }
    String password =
        secrets
            .find(
                options.getOptional(JobOptions.ELASTICSEARCH_PASSWORD_FILE),
                "GROUNDSWELL_ELASTICSEARCH_PASSWORD")
            .orElseThrow(
                () ->
                    new ConfigException(
                        JobOptions.ELASTICSEARCH_USER.key()
                            + " is set without a password: name a file in "
                            + JobOptions.ELASTICSEARCH_PASSWORD_FILE.key()
                            + " or set GROUNDSWELL_ELASTICSEARCH_PASSWORD"));
    return new Credentials.UserPassword(user.get(), password);
  }

  private <T> T required(ConfigOption<T> option) {
    return options
        .getOptional(option)
        .orElseThrow(
            () ->
                new ConfigException(
                    "%s is missing: %s".formatted(option.key(), OptionDocs.description(option))));
  }

  /** Lets a record check its own values, and names the key when it refuses them. */
  private static <T> T named(ConfigOption<?> option, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException("%s: %s".formatted(option.key(), e.getMessage()), e);
    }
  }
}
