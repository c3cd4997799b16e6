package dev.groundswell.pipelines.rules;

import static java.util.stream.Collectors.joining;

import dev.groundswell.pipelines.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the topic of changes to the rules keeps all of them: short ones rest on those before. */
public final class RulesRetention {

  private static final Logger LOG = LoggerFactory.getLogger(RulesRetention.class);

  /** A job need not start later because nobody answers; what reads the topic tries again. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private RulesRetention() {}

  /**
   * What to set of it, by the names of the settings, so that it loses no change.
   *
   * @throws ExecutionException if Kafka does not say, or the topic is not there
   */
  public static Map<String, String> missing(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config found = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    Map<String, String> missing = new TreeMap<>(KafkaConfig.RULES_TOPIC);
    missing
        .entrySet()
        .removeIf(
            wanted -> {
              ConfigEntry setting = found.get(wanted.getKey());
              return setting == null || wanted.getValue().equals(setting.value());
            });
    return missing;
  }

  /**
   * What to tell whoever starts a monitor: that the topic loses changes, and the command that mends
   * it. Empty if it keeps all, is not there, or nobody says how it is kept.
   */
  public static Optional<String> warning(KafkaConfig kafka) throws InterruptedException {
    String topic = kafka.topics().rules();
    try (Admin admin = Admin.create(settings(kafka))) {
      Map<String, String> missing = missing(admin, topic);
      return missing.isEmpty() ? Optional.empty() : Optional.of(warning(kafka, missing));
    } catch (ExecutionException | KafkaException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        LOG.info("nobody says whether the topic {} keeps every change: {}", topic, e.getMessage());
      }
      return Optional.empty();
    }
  }

  private static String warning(KafkaConfig kafka, Map<String, String> missing) {
    return ("the topic %s loses changes to the rules; a monitor that starts without state will not"
            + " find them. Mend it: kafka-configs.sh --bootstrap-server %s --alter --entity-type"
            + " topics --entity-name %s --add-config %s")
        .formatted(
            kafka.topics().rules(),
            kafka.bootstrapServers(),
            kafka.topics().rules(),
            missing.entrySet().stream().map(Map.Entry::toString).collect(joining(",")));
  }

  private static Map<String, Object> settings(KafkaConfig kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    int millis = Math.toIntExact(PATIENCE.toMillis());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    return settings;
  }
}
