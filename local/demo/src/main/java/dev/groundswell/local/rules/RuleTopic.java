package dev.groundswell.local.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.SingleObjectReader;
import dev.groundswell.schemas.UnreadableRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic on which a monitor hears of changes to its rules. */
final class RuleTopic {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConfig kafka;

  RuleTopic(KafkaConfig kafka) {
    this.kafka = kafka;
  }

  /**
   * What was said last of each rule, by id.
   *
   * @throws CommandFailure if Kafka or the topic is not there
   */
  Map<String, RuleChange> last() {
    SingleObjectReader<RuleChange> reader = new SingleObjectReader<>(RuleChange.class);
    Map<String, RuleChange> last = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
        consumer.poll(POLL).forEach(record -> take(record, reader, last));
      }
    } catch (KafkaException e) {
      throw failure(e);
    }
    return last;
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    List<PartitionInfo> found = consumer.listTopics(PATIENCE).get(kafka.topics().rules());
    if (found == null) {
      throw new CommandFailure(
          "there is no topic %s at %s: create it with cleanup.policy=compact"
              .formatted(kafka.topics().rules(), kafka.bootstrapServers()));
    }
    return found.stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  private static void take(
      ConsumerRecord<byte[], byte[]> record,
      SingleObjectReader<RuleChange> reader,
      Map<String, RuleChange> last) {
    String id = record.key() == null ? "" : new String(record.key(), UTF_8);
    try {
      if (record.value() == null) {
        last.remove(id);
      } else {
        last.put(id, reader.read(record.value()));
      }
    } catch (UnreadableRecordException e) {
      // The monitor has refused it as well, and goes by what was said before.
    }
  }

  /**
   * Puts changes on the topic, by the rules' ids, and returns when Kafka has them.
   *
   * @throws CommandFailure if it does not take them
   */
  void put(Map<String, RuleChange> changes) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Map.Entry<String, RuleChange> change : changes.entrySet()) {
        producer
            .send(
                new ProducerRecord<>(
                    kafka.topics().rules(),
                    change.getKey().getBytes(UTF_8),
                    encoded(change.getValue())))
            .get();
      }
    } catch (KafkaException e) {
      throw failure(e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("was interrupted before Kafka had every change", e);
    }
  }

  private static byte[] encoded(RuleChange change) {
    try {
      ByteBuffer buffer = RuleChange.getEncoder().encode(change);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a change", e);
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("acks", "all");
    settings.put("max.block.ms", PATIENCE.toMillis());
    settings.put("enable.auto.commit", false);
    return settings;
  }

  private CommandFailure failure(Throwable cause) {
    return new CommandFailure(
        "Kafka at %s: %s".formatted(kafka.bootstrapServers(), cause.getMessage()), cause);
  }
}
