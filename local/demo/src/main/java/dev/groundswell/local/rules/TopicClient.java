package dev.groundswell.local.rules;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.pipelines.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How commands reach topics: in no consumer group, and with one line where they cannot. */
final class TopicClient {

  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConfig kafka;

  TopicClient(KafkaConfig kafka) {
    this.kafka = kafka;
  }

  Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("acks", "all");
    settings.put("max.block.ms", PATIENCE.toMillis());
    settings.put("enable.auto.commit", false);
    return settings;
  }

  KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The partitions of a topic.
   *
   * @param advice what to do if it is not there
   * @throws CommandFailure if it is not there
   */
  List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic, String advice) {
    List<PartitionInfo> found = consumer.listTopics(PATIENCE).get(topic);
    if (found == null) {
      throw new CommandFailure(
          "there is no topic %s at %s: %s".formatted(topic, kafka.bootstrapServers(), advice));
    }
    return found.stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  CommandFailure failure(Throwable cause) {
    return new CommandFailure(
        "Kafka at %s: %s".formatted(kafka.bootstrapServers(), cause.getMessage()), cause);
  }

  static CommandFailure interrupted(String before, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new CommandFailure("was interrupted before " + before, cause);
  }
}
