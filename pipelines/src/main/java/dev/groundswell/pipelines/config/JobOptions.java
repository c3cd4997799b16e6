package dev.groundswell.pipelines.config;

import static java.util.stream.Collectors.toMap;
import static org.apache.flink.configuration.ConfigOptions.key;

import dev.groundswell.pipelines.decide.DecideConfig;
import dev.groundswell.pipelines.ingest.DeliveryDelay;
import dev.groundswell.pipelines.ingest.OutOfOrderness;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.trend.ShiftConfig;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.sinks.elasticsearch.IndexFamily;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;
import org.apache.flink.configuration.MemorySize;

/**
 * Every key of the jobs' configuration. Keys are formats: people script against them. Two prefixes
 * go through unread: {@code kafka.properties.} to the Kafka clients, {@code flink.} to Flink.
 */
final class JobOptions {

  static final String KAFKA_PROPERTIES = "kafka.properties.";
  static final String FLINK = "flink.";

  static final ConfigOption<String> KAFKA_BOOTSTRAP_SERVERS =
      key("kafka.bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription("Kafka brokers, host:port, separated by commas. Required.");
  static final ConfigOption<String> KAFKA_GROUP =
      key("kafka.group-id-prefix")
          .stringType()
          .defaultValue("groundswell")
          .withDescription("Prefix of the consumer groups and of the clients' names.");
  static final ConfigOption<String> TOPIC_TELEMETRY =
      key("kafka.topics.telemetry")
          .stringType()
          .defaultValue("telemetry")
          .withDescription(
              "Topic with canonical events in Avro single-object encoding; \"\" if none is read.");
  static final ConfigOption<String> TOPIC_BEDROCK_INVOCATION =
      key("kafka.topics.bedrock-invocation")
          .stringType()
          .noDefaultValue()
          .withDescription("Topic with Amazon Bedrock's model invocation log. Optional.");
  static final ConfigOption<String> TOPIC_CLOUDTRAIL =
      key("kafka.topics.cloudtrail")
          .stringType()
          .noDefaultValue()
          .withDescription("Topic with audit events of AWS CloudTrail. Optional.");
  static final ConfigOption<String> TOPIC_AZURE_OPENAI =
      key("kafka.topics.azure-openai")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Topic, or event hub, with what Azure Monitor logs of Azure OpenAI, of API Management "
                  + "before it, and of their administration. Optional.");
  static final ConfigOption<String> TOPIC_OTLP_PROTO =
      key("kafka.topics.otlp-proto")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Topic with traces and logs as an OpenTelemetry Collector's Kafka exporter writes them with "
                  + "encoding otlp_proto. Optional.");
  static final ConfigOption<String> TOPIC_OTLP_JSON =
      key("kafka.topics.otlp-json")
          .stringType()
          .noDefaultValue()
          .withDescription("The same with encoding otlp_json. Optional.");
  static final ConfigOption<String> TOPIC_RULES =
      key("kafka.topics.rules")
          .stringType()
          .defaultValue("rules")
          .withDescription(
              "Topic with all changes to the rules that there ever were, keyed by the rule's id: "
                  + "cleanup.policy=delete, retention.ms=-1. It need not be there.");
  static final ConfigOption<String> TOPIC_MITIGATIONS =
      key("kafka.topics.mitigations")
          .stringType()
          .defaultValue("mitigations")
          .withDescription(
              "Topic with what was done against abuse, which trends are watched for. It need not be "
                  + "there.");
  static final ConfigOption<String> TOPIC_ALERTS =
      key("kafka.topics.alerts")
          .stringType()
          .defaultValue("alerts")
          .withDescription("Topic for alerts.");
  static final ConfigOption<String> TOPIC_TRENDS =
      key("kafka.topics.trends")
          .stringType()
          .defaultValue("trends")
          .withDescription("Topic for trend points.");
  static final ConfigOption<String> TOPIC_SHIFTS =
      key("kafka.topics.shifts")
          .stringType()
          .defaultValue("shifts")
          .withDescription("Topic for trend shifts.");
  static final ConfigOption<String> TOPIC_BASELINES =
      key("kafka.topics.baselines")
          .stringType()
          .defaultValue("baselines")
          .withDescription(
              "Topic for what the trends have learned, once a day. Compact it, and delete what is"
                  + " older than 60 days: --warm-baselines starts from the last of each.");
  static final ConfigOption<String> TOPIC_EVENTS =
      key("kafka.topics.events")
          .stringType()
          .defaultValue("events")
          .withDescription("Topic for events that carry a verdict or satisfied a rule's step.");
  static final ConfigOption<String> TOPIC_DEAD_LETTERS =
      key("kafka.topics.dead-letters")
          .stringType()
          .defaultValue("dead-letters")
          .withDescription("Topic for refused records.");
  static final ConfigOption<String> TOPIC_AUDIT =
      key("kafka.topics.audit")
          .stringType()
          .defaultValue("audit")
          .withDescription("Topic for what became of changes to the rules.");
  static final ConfigOption<String> PSEUDONYM_KEY_ID =
      key("pseudonym.key-id")
          .stringType()
          .defaultValue("default")
          .withDescription("Name of the HMAC key, kept in every event.");
  static final ConfigOption<String> PSEUDONYM_KEY_FILE =
      key("pseudonym.key-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the HMAC key, at least 16 bytes. Without it the environment variable "
                  + "GROUNDSWELL_PSEUDONYM_KEY is read; one of them is required.");
  static final ConfigOption<String> RULES_DIRECTORY =
      key("rules.directory")
          .stringType()
          .noDefaultValue()
          .withDescription("Directory of rule files. Without it the bundled rule pack is used.");
  static final ConfigOption<MemorySize> MAX_RECORD_SIZE =
      key("ingest.max-record-size")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(1))
          .withDescription("Larger source records are refused before they are decoded.");
  static final ConfigOption<Duration> RETENTION =
      key("ingest.retention")
          .durationType()
          .defaultValue(Duration.ofDays(7))
          .withDescription("How far back event times are taken.");
  static final ConfigOption<Duration> SKEW =
      key("ingest.max-clock-skew")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription("How far ahead of this machine's clock event times are taken.");
  static final ConfigOption<Duration> OUT_OF_ORDERNESS =
      key(OutOfOrderness.key(Format.AVRO))
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How much earlier than its predecessors an event may be and be on time; in silence, "
                  + "than the clock. For `avro`, and at least for a format whose own key is not "
                  + "set. Every alert waits as long as the slowest format that is read.");
  static final Map<Format, ConfigOption<Duration>> OUT_OF_ORDERNESS_OF =
      Arrays.stream(Format.values())
          .filter(format -> format != Format.AVRO)
          .collect(
              toMap(
                  format -> format,
                  JobOptions::outOfOrderness,
                  (one, other) -> one,
                  () -> new EnumMap<>(Format.class)));
  static final ConfigOption<Duration> IDLE_TIMEOUT =
      key("ingest.idle-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "After this silence of a partition its broker is asked whether there is more; if not, "
                  + "event time follows the clock.");
  static final ConfigOption<Duration> DEDUPE_HORIZON =
      key("ingest.dedupe-horizon")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How long events are remembered to recognise copies. One that comes later than that, and "
                  + "while trend.allowed-lateness still lets it in, counts again in a trend.");
  static final ConfigOption<Integer> DEDUPE_CAPACITY =
      key("ingest.dedupe-capacity")
          .intType()
          .defaultValue(500_000)
          .withDescription("How many event ids a partition remembers at most.");
  static final ConfigOption<Duration> TRACE_HORIZON =
      key("ingest.trace-horizon")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How long a call in OTLP waits after its end for what other spans and logs say of it, and "
                  + "up to a second more. Every alert waits as long if OTLP is read.");
  static final ConfigOption<Duration> TRACE_MEMORY =
      key("ingest.trace-memory")
          .durationType()
          .defaultValue(Duration.ofMinutes(2))
          .withDescription(
              "How long a span or a log record waits for the end of its call: longer calls lose what "
                  + "was logged when they began.");
  static final ConfigOption<Integer> TRACE_CAPACITY =
      key("ingest.trace-capacity")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "How many spans and log records of one trace wait at most; with more, its calls are "
                  + "told as far as they are known and the older half is forgotten.");
  static final ConfigOption<Duration> VERDICT_HORIZON =
      key("ingest.verdict-horizon")
          .durationType()
          .defaultValue(Duration.ZERO)
          .withDescription(
              "How long after its end a call is remembered, so that a verdict that comes later and names it "
                  + "by call.id counts for its user, product and model. With 0 s none is: such a "
                  + "verdict is then an event like any other. Costs every call a shuffle, some 8 "
                  + "microseconds of a core, and 2 kB of memory as long as it is remembered, with "
                  + "RocksDB 0.8 kB of disk: 1,000 calls a second for 10 min are 1.2 GB or 0.5 GB.");
  static final ConfigOption<Duration> SUPPRESSION =
      key("decide.suppression")
          .durationType()
          .defaultValue(DecideConfig.defaults().suppression())
          .withDescription(
              "How long after a page the same rule does not page again for the same group, and an actor "
                  + "not for what he did by then. What is suppressed is indexed and counted. With 0 s "
                  + "every detection pages.");
  static final ConfigOption<Duration> RISK_HALF_LIFE =
      key("decide.risk-half-life")
          .durationType()
          .defaultValue(DecideConfig.defaults().riskHalfLife())
          .withDescription("How long until a detection counts half against its actor.");
  static final ConfigOption<Integer> RISK_BAR =
      key("decide.risk-bar")
          .intType()
          .defaultValue(DecideConfig.defaults().riskBar())
          .withDescription(
              "At how many points the detections of different rules make an actor worth a page: low counts "
                  + "21, medium 47, high 73, critical 99.");
  static final ConfigOption<Duration> ALLOWED_LATENESS =
      key("trend.allowed-lateness")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription("How long an ended minute still takes late events; whole minutes.");
  static final ConfigOption<Integer> MAX_TARGETS =
      key("trend.max-targets")
          .intType()
          .defaultValue(TrendConfig.defaults().mostTargets())
          .withDescription(
              "How many targets of a kind trends tell by name; what reaches the others is told of as "
                  + "other. When there are more, those that nothing reached for a day lose their names.");
  static final ConfigOption<Duration> WARM_UP =
      key("trend.warm-up")
          .durationType()
          .defaultValue(ShiftConfig.defaults().warmUp())
          .withDescription(
              "How long a target is watched before a shift opens in its cells: a monitor that starts "
                  + "from nothing opens none for so long, and neither does a product or model that "
                  + "is new.");
  static final ConfigOption<Double> FALSE_SHIFTS_PER_DAY =
      key("trend.false-shifts-per-day")
          .doubleType()
          .defaultValue(ShiftConfig.defaults().falsePerDay())
          .withDescription(
              "False shifts of each kind that are promised not to be passed, a day and 10 000 cells.");
  static final ConfigOption<Integer> ACTOR_FLOOR =
      key("trend.actor-floor")
          .intType()
          .defaultValue(ShiftConfig.defaults().actorFloor())
          .withDescription("Distinct actors below which no shift opens.");
  static final ConfigOption<Duration> QUIET =
      key("trend.quiet")
          .durationType()
          .defaultValue(ShiftConfig.defaults().quiet())
          .withDescription(
              "How long a shift must be quiet until it closes; a multiple of 5 min, a day at most.");
  static final ConfigOption<Duration> WATCH =
      key("trend.watch")
          .durationType()
          .defaultValue(ShiftConfig.defaults().watch())
          .withDescription(
              "For how long after a mitigation a shift that opens in its cells is escalated.");
  static final ConfigOption<String> PROMETHEUS_HOST =
      key("prometheus.host")
          .stringType()
          .defaultValue("127.0.0.1")
          .withDescription("Address on which metrics are exposed.");
  static final ConfigOption<String> PROMETHEUS_PORTS =
      key("prometheus.ports")
          .stringType()
          .defaultValue("9249-9259")
          .withDescription("Ports to try for the metrics, one a process.");
  static final ConfigOption<Integer> PROMETHEUS_MAX_SERIES =
      key("prometheus.max-series")
          .intType()
          .defaultValue(10_000)
          .withDescription("Cap on series; label values beyond it become `other`.");
  static final ConfigOption<List<String>> ELASTICSEARCH_HOSTS =
      key("elasticsearch.hosts")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription("Elasticsearch addresses, such as https://es:9200. Required.");
  static final ConfigOption<String> ELASTICSEARCH_API_KEY_FILE =
      key("elasticsearch.api-key-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with an API key; without it the environment variable "
                  + "GROUNDSWELL_ELASTICSEARCH_API_KEY is read. Optional.");
  static final ConfigOption<String> ELASTICSEARCH_USER =
      key("elasticsearch.user")
          .stringType()
          .noDefaultValue()
          .withDescription("User name, where no API key is used. Optional.");
  static final ConfigOption<String> ELASTICSEARCH_PASSWORD_FILE =
      key("elasticsearch.password-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the user's password; without it the environment variable "
                  + "GROUNDSWELL_ELASTICSEARCH_PASSWORD is read.");
  static final ConfigOption<String> ELASTICSEARCH_CA =
      key("elasticsearch.ca")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "PEM file of the authority that signed the servers' certificates. "
                  + "Without it the JVM's own authorities are trusted.");
  static final ConfigOption<Duration> ELASTICSEARCH_CONNECT_TIMEOUT =
      key("elasticsearch.connect-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription("How long a connection may take to be made.");
  static final ConfigOption<Duration> ELASTICSEARCH_REQUEST_TIMEOUT =
      key("elasticsearch.request-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription("How long a bulk request may take to be answered.");
  static final ConfigOption<Duration> ELASTICSEARCH_START_TIMEOUT =
      key("elasticsearch.start-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(2))
          .withDescription("How long the job waits for a server that is down when it starts.");
  static final Map<IndexFamily, ConfigOption<Duration>> INDEX_RETENTION =
      Arrays.stream(IndexFamily.values())
          .collect(
              toMap(
                  family -> family,
                  JobOptions::retention,
                  (one, other) -> one,
                  () -> new EnumMap<>(IndexFamily.class)));

  static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      key(FLINK + "execution.checkpointing.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "How often state is saved, sinks are flushed, offsets are committed and ledgers are "
                  + "published. What a cluster has configured wins over the default.");
  static final ConfigOption<String> CHECKPOINT_DIRECTORY =
      key(FLINK + "execution.checkpointing.dir")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Where state is saved, such as file:///var/lib/groundswell or s3://bucket/groundswell. "
                  + "groundswell run requires it, and goes on from there when it is started again; "
                  + "a cluster has its own.");

  /** The topics of producers with formats of their own; none is read unless it is named. */
  static final Map<Format, ConfigOption<String>> TOPICS_OF_PRODUCERS =
      Map.of(
          Format.BEDROCK_INVOCATION, TOPIC_BEDROCK_INVOCATION,
          Format.CLOUDTRAIL, TOPIC_CLOUDTRAIL,
          Format.AZURE_OPENAI, TOPIC_AZURE_OPENAI,
          Format.OTLP_PROTO, TOPIC_OTLP_PROTO,
          Format.OTLP_JSON, TOPIC_OTLP_JSON);

  private static final List<ConfigOption<?>> SINGLE =
      List.of(
          KAFKA_BOOTSTRAP_SERVERS,
          KAFKA_GROUP,
          TOPIC_TELEMETRY,
          TOPIC_BEDROCK_INVOCATION,
          TOPIC_CLOUDTRAIL,
          TOPIC_AZURE_OPENAI,
          TOPIC_OTLP_PROTO,
          TOPIC_OTLP_JSON,
          TOPIC_RULES,
          TOPIC_MITIGATIONS,
          TOPIC_ALERTS,
          TOPIC_TRENDS,
          TOPIC_SHIFTS,
          TOPIC_BASELINES,
          TOPIC_EVENTS,
          TOPIC_DEAD_LETTERS,
          TOPIC_AUDIT,
          PSEUDONYM_KEY_ID,
          PSEUDONYM_KEY_FILE,
          RULES_DIRECTORY,
          MAX_RECORD_SIZE,
          RETENTION,
          SKEW,
          OUT_OF_ORDERNESS,
          IDLE_TIMEOUT,
          DEDUPE_HORIZON,
          DEDUPE_CAPACITY,
          TRACE_HORIZON,
          TRACE_MEMORY,
          TRACE_CAPACITY,
          VERDICT_HORIZON,
          SUPPRESSION,
          RISK_HALF_LIFE,
          RISK_BAR,
          ALLOWED_LATENESS,
          MAX_TARGETS,
          WARM_UP,
          FALSE_SHIFTS_PER_DAY,
          ACTOR_FLOOR,
          QUIET,
          WATCH,
          PROMETHEUS_HOST,
          PROMETHEUS_PORTS,
          PROMETHEUS_MAX_SERIES,
          ELASTICSEARCH_HOSTS,
          ELASTICSEARCH_API_KEY_FILE,
          ELASTICSEARCH_USER,
          ELASTICSEARCH_PASSWORD_FILE,
          ELASTICSEARCH_CA,
          ELASTICSEARCH_CONNECT_TIMEOUT,
          ELASTICSEARCH_REQUEST_TIMEOUT,
          ELASTICSEARCH_START_TIMEOUT,
          CHECKPOINT_INTERVAL,
          CHECKPOINT_DIRECTORY);

  /** Every key, in the order in which they are shown. */
  static final List<ConfigOption<?>> ALL =
      SINGLE.stream().flatMap(JobOptions::withItsKind).toList();

  private JobOptions() {}

  private static Stream<ConfigOption<?>> withItsKind(ConfigOption<?> option) {
    if (option.equals(OUT_OF_ORDERNESS)) {
      return Stream.concat(Stream.of(option), OUT_OF_ORDERNESS_OF.values().stream());
    }
    return option.equals(ELASTICSEARCH_START_TIMEOUT)
        ? Stream.concat(Stream.of(option), INDEX_RETENTION.values().stream())
        : Stream.of(option);
  }

  private static ConfigOption<Duration> retention(IndexFamily family) {
    OptionBuilder option = key("elasticsearch.retention." + family.wireName());
    String meaning =
        "How long after the end of its period groundswell retention leaves an index of"
            + " groundswell-%s-*".formatted(family.wireName());
    return family
        .usual()
        .map(usual -> option.durationType().defaultValue(usual).withDescription(meaning + "."))
        .orElseGet(
            () ->
                option
                    .durationType()
                    .noDefaultValue()
                    .withDescription(meaning + "; for ever if it is not given."));
  }

  private static ConfigOption<Duration> outOfOrderness(Format format) {
    DeliveryDelay delay = DeliveryDelay.of(format);
    return key(OutOfOrderness.key(format))
        .durationType()
        .defaultValue(delay.bound())
        .withDescription("The same for `%s`. %s".formatted(format.wireName(), delay.because()));
  }

  /** Whether a key is not for us to read. */
  static boolean goesThrough(String key) {
    return key.startsWith(KAFKA_PROPERTIES) || key.startsWith(FLINK);
  }
}
