package dev.groundswell.sinks.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A topic and how to reach it.
 *
 * @param bootstrapServers {@code host:port} pairs, separated by commas
 * @param name name of the topic
 * @param properties further settings of the Kafka client, such as {@code security.protocol}; their
 *     values are never printed
 */
public record KafkaTopic(String bootstrapServers, String name, Map<String, String> properties)
    implements Serializable {

  public KafkaTopic {
    Objects.requireNonNull(bootstrapServers, "bootstrapServers");
    Objects.requireNonNull(name, "name");
    properties = Map.copyOf(properties);
  }

  /** A topic that needs neither TLS nor authentication. */
  public static KafkaTopic plain(String bootstrapServers, String name) {
    return new KafkaTopic(bootstrapServers, name, Map.of());
  }

  Properties clientProperties() {
    Properties client = new Properties();
    client.putAll(properties);
    return client;
  }

  @Override
  public String toString() {
    return "KafkaTopic[%s at %s, with %s]"
        .formatted(name, bootstrapServers, new TreeMap<>(properties).keySet());
  }
}
