package dev.groundswell.pipelines.config;

import dev.groundswell.sinks.kafka.KafkaTopic;
import java.util.Map;
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

  /** Names of the topics. */
  public record Topics(
      String telemetry, String alerts, String trends, String events, String deadLetters) {

    /** The names that everybody scripts against. */
    public static Topics defaults() {
      return new Topics(
          JobOptions.TOPIC_TELEMETRY.defaultValue(),
          JobOptions.TOPIC_ALERTS.defaultValue(),
          JobOptions.TOPIC_TRENDS.defaultValue(),
          JobOptions.TOPIC_EVENTS.defaultValue(),
          JobOptions.TOPIC_DEAD_LETTERS.defaultValue());
    }
  }

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
