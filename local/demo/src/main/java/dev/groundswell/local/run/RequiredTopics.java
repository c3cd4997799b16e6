package dev.groundswell.local.run;

import dev.groundswell.pipelines.config.ConfigException;
import dev.groundswell.pipelines.config.KafkaConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka for the topics before a job does, which would only fail and restart for ever. */
final class RequiredTopics {

  private RequiredTopics() {}

  /**
   * @throws ConfigException if Kafka does not answer in time, refuses us, or lacks a topic
   */
  static void require(KafkaConfig kafka, Duration patience) throws InterruptedException {
    try (Admin admin = Admin.create(clientSettings(kafka, patience))) {
      Set<String> missing = missing(admin, kafka.topics());
      if (!missing.isEmpty()) {
        throw new ConfigException(
            "kafka.topics: there is no %s at %s; create what is missing, or name other topics"
                .formatted(String.join(", ", missing), kafka.bootstrapServers()));
      }
    } catch (TimeoutException e) {
      throw new ConfigException(
          "kafka.bootstrap-servers: no broker answered at %s within %d s"
              .formatted(kafka.bootstrapServers(), patience.toSeconds()),
          e);
    } catch (KafkaException e) {
      throw new ConfigException(
          "kafka.bootstrap-servers: cannot use Kafka at %s: %s"
              .formatted(kafka.bootstrapServers(), reason(e)),
          e);
    }
  }

  private static Map<String, Object> clientSettings(KafkaConfig kafka, Duration patience) {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    int millis = Math.toIntExact(patience.toMillis());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    return settings;
  }

  private static Set<String> missing(Admin admin, KafkaConfig.Topics topics)
      throws InterruptedException {
    Map<String, KafkaFuture<TopicDescription>> found =
        admin
            .describeTopics(
                Stream.of(topics.inputs(), topics.outputs()).flatMap(Collection::stream).toList())
            .topicNameValues();
    Set<String> missing = new TreeSet<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : found.entrySet()) {
      try {
        topic.getValue().get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          missing.add(topic.getKey());
        } else if (e.getCause() instanceof KafkaException other) {
          throw other;
        } else {
          throw new KafkaException(e.getCause());
        }
      }
    }
    return missing;
  }

  private static String reason(Throwable thrown) {
    return thrown.getCause() == null ? thrown.getMessage() : reason(thrown.getCause());
  }
}
