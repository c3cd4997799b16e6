package dev.groundswell.local.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.pipelines.config.KafkaConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How commands reach topics: in no consumer group, and with one line where they cannot. */
public final class TopicClient {

  /** How long Kafka has for an answer. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How long a look for new records waits. */
  public static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConfig kafka;

  public TopicClient(KafkaConfig kafka) {
    this.kafka = kafka;
  }

  /** What clients are made with. */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("acks", "all");
    settings.put("max.block.ms", PATIENCE.toMillis());
    settings.put("enable.auto.commit", false);
    return settings;
  }

  /** A consumer in no group. */
  public KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The partitions of a topic.
   *
   * @param advice what to do if it is not there
   * @throws CommandFailure if it is not there
   */
  public List<TopicPartition> partitions(
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

  /**
   * Puts records on a topic and returns when Kafka has them.
   *
   * @param records by their keys
   * @return where each is, by its key
   * @throws CommandFailure if it does not take them
   */
  public Map<String, RecordMetadata> put(String topic, Map<String, ByteBuffer> records) {
    Map<String, RecordMetadata> positions = new LinkedHashMap<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Map.Entry<String, ByteBuffer> record : records.entrySet()) {
        byte[] key = record.getKey().getBytes(UTF_8);
        positions.put(
            record.getKey(),
            producer.send(new ProducerRecord<>(topic, key, bytes(record.getValue()))).get());
      }
    } catch (KafkaException e) {
      throw failure(e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted("Kafka had everything", e);
    }
    return positions;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** What a command fails with if Kafka does. */
  public CommandFailure failure(Throwable cause) {
    return new CommandFailure(
        "Kafka at %s: %s".formatted(kafka.bootstrapServers(), cause.getMessage()), cause);
  }

  /** What a command fails with if it is interrupted before something. */
  public static CommandFailure interrupted(String before, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new CommandFailure("was interrupted before " + before, cause);
  }
}
