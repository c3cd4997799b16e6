package dev.groundswell.pipelines.config;

import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.config.Secrets.Secret;
import dev.groundswell.pipelines.decide.DecideConfig;
import dev.groundswell.pipelines.ingest.IngestConfig;
import dev.groundswell.pipelines.ingest.OutOfOrderness;
import dev.groundswell.pipelines.ingest.PseudonymKey;
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
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** The keys of one file as records. Every refusal names its key, once. */
final class ConfigSections {

  private static final String PSEUDONYM_KEY = "GROUNDSWELL_PSEUDONYM_KEY";
  private static final String ELASTICSEARCH_PASSWORD = "GROUNDSWELL_ELASTICSEARCH_PASSWORD";

  private final Configuration options;
  private final Map<String, String> kafkaProperties;
  private final Secrets secrets;

  ConfigSections(
      Configuration options, Map<String, String> kafkaProperties, Map<String, String> environment) {
    this.options = options;
    this.kafkaProperties = kafkaProperties;
    this.secrets = new Secrets(options, environment);
  }

  static String missing(ConfigOption<?> option) {
    return "%s is missing: %s".formatted(option.key(), OptionDocs.description(option));
  }

  MonitorConfig monitor(ConfigProblems problems) {
    return new MonitorConfig(
        problems.collect(this::kafka),
        problems.collect(this::ingest),
        problems.collect(this::key),
        problems.collect(this::rules),
        problems.collect(this::decide),
        problems.collect(this::trend),
        problems.collect(this::exposition));
  }

  IndexConfig index(ConfigProblems problems) {
    return new IndexConfig(
        problems.collect(this::kafka),
        problems.collect(this::elasticsearch),
        problems.collect(this::exposition));
  }

  RetentionConfig retention(ConfigProblems problems) {
    ElasticsearchConfig elasticsearch = problems.collect(this::elasticsearch);
    Map<IndexFamily, Duration> kept = new EnumMap<>(IndexFamily.class);
    JobOptions.INDEX_RETENTION.forEach(
        (family, option) ->
            options
                .getOptional(option)
                .or(family::usual)
                .ifPresent(keep -> kept.put(family, keep)));
    return problems.collect(() -> selfNaming(() -> new RetentionConfig(elasticsearch, kept)));
  }

  ElasticsearchConfig elasticsearch(ConfigProblems problems) {
    return problems.collect(this::elasticsearch);
  }

  KafkaConfig kafka(ConfigProblems problems) {
    return problems.collect(this::kafka);
  }

  private KafkaConfig kafka() {
    String bootstrapServers = required(JobOptions.KAFKA_BOOTSTRAP_SERVERS);
    if (bootstrapServers.isBlank()) {
      throw new ConfigException(missing(JobOptions.KAFKA_BOOTSTRAP_SERVERS));
    }
    return new KafkaConfig(
        bootstrapServers,
        options.get(JobOptions.KAFKA_GROUP),
        new KafkaConfig.Topics(
            telemetry(),
            options.get(JobOptions.TOPIC_RULES),
            options.get(JobOptions.TOPIC_MITIGATIONS),
            options.get(JobOptions.TOPIC_ALERTS),
            options.get(JobOptions.TOPIC_TRENDS),
            options.get(JobOptions.TOPIC_SHIFTS),
            options.get(JobOptions.TOPIC_BASELINES),
            options.get(JobOptions.TOPIC_EVENTS),
            options.get(JobOptions.TOPIC_DEAD_LETTERS),
            options.get(JobOptions.TOPIC_AUDIT)),
        kafkaProperties);
  }

  private Map<String, Format> telemetry() {
    Map<String, Format> telemetry = new TreeMap<>();
    String canonical = options.get(JobOptions.TOPIC_TELEMETRY);
    if (!canonical.isBlank()) {
      telemetry.put(canonical, Format.AVRO);
    }
    JobOptions.TOPICS_OF_PRODUCERS.forEach(
        (format, option) ->
            options
                .getOptional(option)
                .filter(topic -> !topic.isBlank())
                .ifPresent(
                    topic -> {
                      Format other = telemetry.put(topic, format);
                      if (other != null) {
                        throw new ConfigException(
                            "%s: %s has another format already, %s; each needs a topic of its own"
                                .formatted(option.key(), topic, other.wireName()));
                      }
                    }));
    if (telemetry.isEmpty()) {
      throw new ConfigException(
          JobOptions.TOPIC_TELEMETRY.key() + " is empty, and no other topic is named to be read");
    }
    return telemetry;
  }

  private IngestConfig ingest() {
    long maxRecordBytes = options.get(JobOptions.MAX_RECORD_SIZE).getBytes();
    if (maxRecordBytes > Integer.MAX_VALUE) {
      throw new ConfigException(
          "%s must be less than 2 gb, the most that a record can have"
              .formatted(JobOptions.MAX_RECORD_SIZE.key()));
    }
    return selfNaming(
        () ->
            new IngestConfig(
                (int) maxRecordBytes,
                options.get(JobOptions.RETENTION),
                options.get(JobOptions.SKEW),
                outOfOrderness(),
                options.get(JobOptions.IDLE_TIMEOUT),
                options.get(JobOptions.DEDUPE_HORIZON),
                options.get(JobOptions.DEDUPE_CAPACITY),
                new TraceConfig(
                    options.get(JobOptions.TRACE_HORIZON),
                    options.get(JobOptions.TRACE_MEMORY),
                    options.get(JobOptions.TRACE_CAPACITY)),
                options.get(JobOptions.VERDICT_HORIZON)));
  }

  private OutOfOrderness outOfOrderness() {
    Duration plain = options.get(JobOptions.OUT_OF_ORDERNESS);
    return OutOfOrderness.each(
        format -> {
          ConfigOption<Duration> own = JobOptions.OUT_OF_ORDERNESS_OF.get(format);
          return own == null ? plain : options.getOptional(own).orElse(larger(plain, own));
        });
  }

  /** Who has raised the plain one wants no other to be less. */
  private static Duration larger(Duration plain, ConfigOption<Duration> own) {
    return own.defaultValue().compareTo(plain) > 0 ? own.defaultValue() : plain;
  }

  private PseudonymKey key() {
    Secret secret =
        secrets
            .find(JobOptions.PSEUDONYM_KEY_FILE, PSEUDONYM_KEY)
            .orElseThrow(
                () ->
                    new ConfigException(
                        "No pseudonym key: set %s to a file with at least 16 random bytes, or the"
                                .formatted(JobOptions.PSEUDONYM_KEY_FILE.key())
                            + " environment variable "
                            + PSEUDONYM_KEY));
    return named(
        secret.source(),
        () ->
            new PseudonymKey(
                options.get(JobOptions.PSEUDONYM_KEY_ID),
                secret.value().getBytes(StandardCharsets.UTF_8)));
  }

  RulePack rules(ConfigProblems problems) {
    return problems.collect(this::rules);
  }

  private RulePack rules() {
    Optional<String> directory = options.getOptional(JobOptions.RULES_DIRECTORY);
    if (directory.isEmpty()) {
      return RulePack.bundled();
    }
    try {
      return RulePack.load(Path.of(directory.get()));
    } catch (RuleException | UncheckedIOException e) {
      throw new ConfigException(
          "%s: %s".formatted(JobOptions.RULES_DIRECTORY.key(), e.getMessage()), e);
    }
  }

  private DecideConfig decide() {
    return selfNaming(
        () ->
            new DecideConfig(
                options.get(JobOptions.SUPPRESSION),
                options.get(JobOptions.RISK_HALF_LIFE),
                options.get(JobOptions.RISK_BAR)));
  }

  private TrendConfig trend() {
    return selfNaming(
        () ->
            new TrendConfig(
                options.get(JobOptions.ALLOWED_LATENESS),
                options.get(JobOptions.MAX_TARGETS),
                new ShiftConfig(
                    Grain.five_minutes,
                    options.get(JobOptions.WARM_UP),
                    options.get(JobOptions.FALSE_SHIFTS_PER_DAY),
                    options.get(JobOptions.ACTOR_FLOOR),
                    options.get(JobOptions.QUIET),
                    options.get(JobOptions.WATCH))));
  }

  private ExpositionConfig exposition() {
    PortRange ports =
        named(
            JobOptions.PROMETHEUS_PORTS.key(),
            () -> PortRange.parse(options.get(JobOptions.PROMETHEUS_PORTS)));
    return named(
        JobOptions.PROMETHEUS_MAX_SERIES.key(),
        () ->
            new ExpositionConfig(
                options.get(JobOptions.PROMETHEUS_HOST),
                ports,
                options.get(JobOptions.PROMETHEUS_MAX_SERIES)));
  }

  private ElasticsearchConfig elasticsearch() {
    List<URI> hosts = required(JobOptions.ELASTICSEARCH_HOSTS).stream().map(this::host).toList();
    Credentials credentials = credentials();
    return selfNaming(
        () ->
            new ElasticsearchConfig(
                hosts,
                credentials,
                options.get(JobOptions.ELASTICSEARCH_CA),
                options.get(JobOptions.ELASTICSEARCH_CONNECT_TIMEOUT),
                options.get(JobOptions.ELASTICSEARCH_REQUEST_TIMEOUT),
                options.get(JobOptions.ELASTICSEARCH_START_TIMEOUT)));
  }

  private URI host(String host) {
    try {
      return new URI(host);
    } catch (URISyntaxException e) {
      // Not the value, nor the cause that quotes it: it may hold a password.
      throw new ConfigException(
          JobOptions.ELASTICSEARCH_HOSTS.key() + " takes addresses such as https://es:9200");
    }
  }

  private Credentials credentials() {
    Optional<Secret> apiKey =
        secrets.find(JobOptions.ELASTICSEARCH_API_KEY_FILE, "GROUNDSWELL_ELASTICSEARCH_API_KEY");
    if (apiKey.isPresent()) {
      return new Credentials.ApiKey(apiKey.get().value());
    }
    Optional<String> user = options.getOptional(JobOptions.ELASTICSEARCH_USER);
    if (user.isEmpty()) {
      return new Credentials.Anonymous();
    }
    return new Credentials.UserPassword(
        user.get(),
        secrets
            .find(JobOptions.ELASTICSEARCH_PASSWORD_FILE, ELASTICSEARCH_PASSWORD)
            .orElseThrow(
                () ->
                    new ConfigException(
                        "%s is set without a password: name a file in %s or set %s"
                            .formatted(
                                JobOptions.ELASTICSEARCH_USER.key(),
                                JobOptions.ELASTICSEARCH_PASSWORD_FILE.key(),
                                ELASTICSEARCH_PASSWORD)))
            .value());
  }

  private <T> T required(ConfigOption<T> option) {
    return options.getOptional(option).orElseThrow(() -> new ConfigException(missing(option)));
  }

  /** Lets a record check its own values, and names the key when it refuses them. */
  private static <T> T named(String key, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException("%s: %s".formatted(key, e.getMessage()), e);
    }
  }

  /** The same for a record that knows the keys of its values. */
  private static <T> T selfNaming(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e.getMessage(), e);
    }
  }
}
