package dev.groundswell.pipelines.config;

import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.sinks.kafka.KafkaTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the topics are.
 *
 * @param bootstrapServers brokers, host:port, separated by commas
 * @param groupPrefix prefix of consumer groups and client names
 * @param topics names of the topics
 * @param properties anything else that Kafka's clients take, such as security settings
 */
public record KafkaConfig(
    String bootstrapServers, String groupPrefix, Topics topics, Map<String, String> properties) {

  /**
   * Names of the topics.
   *
   * @param telemetry the format of each topic that is read
   * @param rules changes to the rules, as {@link #RULES_TOPIC} says; it need not be there
   * @param mitigations what was done against abuse; it need not be there
   * @param baselines what the trends have learned, as {@link #BASELINES_TOPIC} says
   */
  public record Topics(
      Map<String, Format> telemetry,
      String rules,
      String mitigations,
      String alerts,
      String trends,
      String shifts,
      String baselines,
      String events,
      String deadLetters,
      String audit) {

    /** The topics with telemetry. */
    public Set<String> inputs() {
      return telemetry.keySet();
    }

    /** The topic with telemetry of a format. */
    public Optional<String> input(Format format) {
      return telemetry.entrySet().stream()
          .filter(topic -> topic.getValue() == format)
          .map(Map.Entry::getKey)
          .findFirst();
    }

    /** The topics that are written. */
    public List<String> outputs() {
      return List.of(alerts, trends, shifts, baselines, events, deadLetters, audit);
    }

    /** The names that everybody scripts against. */
    public static Topics defaults() {
      return new Topics(
          Map.of(JobOptions.TOPIC_TELEMETRY.defaultValue(), Format.AVRO),
          JobOptions.TOPIC_RULES.defaultValue(),
          JobOptions.TOPIC_MITIGATIONS.defaultValue(),
          JobOptions.TOPIC_ALERTS.defaultValue(),
          JobOptions.TOPIC_TRENDS.defaultValue(),
          JobOptions.TOPIC_SHIFTS.defaultValue(),
          JobOptions.TOPIC_BASELINES.defaultValue(),
          JobOptions.TOPIC_EVENTS.defaultValue(),
          JobOptions.TOPIC_DEAD_LETTERS.defaultValue(),
          JobOptions.TOPIC_AUDIT.defaultValue());
    }
  }

  /**
   * Settings of the topic of changes to the rules: it keeps all of them, for ever. A compacted one
   * would keep the last of each rule only, be it one that was refused.
   */
  public static final Map<String, String> RULES_TOPIC =
      Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

  /**
   * Settings of the topic of baselines: it keeps the last of each month, for as long as cells are
   * remembered.
   */
  public static final Map<String, String> BASELINES_TOPIC =
      Map.of(
          "cleanup.policy",
          "compact,delete",
          "retention.ms",
          Long.toString(Duration.ofDays(60).toMillis()));

  /** A topic and how to reach it. */
  public KafkaTopic topic(String name) {
    return new KafkaTopic(bootstrapServers, name, properties);
  }

  @Override
  public String toString() {
    // Properties may carry passwords.
    return "KafkaConfig[bootstrapServers=%s, groupPrefix=%s, topics=%s, properties=%s]"
        .formatted(bootstrapServers, groupPrefix, topics, new TreeSet<>(properties.keySet()));
  }
}
