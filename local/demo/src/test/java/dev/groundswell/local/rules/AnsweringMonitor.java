package dev.groundswell.local.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundswell.schemas.RuleAction;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.RuleChange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Says of every change on a topic what became of it, as a monitor does. */
final class AnsweringMonitor implements AutoCloseable {

  /** What it says besides of a rule that is paused. */
  static final String FOLLOWS = "version 2 begins at 2026-02-01T00:00:00Z all the same";

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread;
  private final AtomicInteger answered = new AtomicInteger();

  AnsweringMonitor(
      String bootstrapServers,
      String rules,
      String audit,
      Function<RuleChange, RuleAction> decision) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    TopicPartition partition = new TopicPartition(rules, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    thread = new Thread(() -> answer(audit, decision), "answering-monitor");
    thread.start();
  }

  private void answer(String audit, Function<RuleChange, RuleAction> decision) {
    try {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          producer.send(new ProducerRecord<>(audit, answer(record, decision))).get();
          answered.incrementAndGet();
        }
      }
    } catch (WakeupException e) {
      // Closed.
    } catch (IOException | ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] answer(
      ConsumerRecord<byte[], byte[]> record, Function<RuleChange, RuleAction> decision)
      throws IOException {
    RuleChange change = RuleChange.getDecoder().decode(record.value());
    RuleAction action = decision.apply(change);
    ByteBuffer answer =
        RuleAudit.getEncoder()
            .encode(
                RuleAudit.newBuilder()
                    .setAuditId(record.topic() + "-" + record.partition() + "-" + record.offset())
                    .setTime(record.timestamp())
                    .setAction(action)
                    .setRuleId(new String(record.key(), UTF_8))
                    .setRuleVersion(1)
                    .setEffectiveFrom(change.getEffectiveFrom())
                    .setChangedBy("")
                    .setNote("")
                    .setDetail(action == RuleAction.refused ? "versions only rise" : null)
                    .setRemark(action == RuleAction.paused ? FOLLOWS : null)
                    .build());
    byte[] bytes = new byte[answer.remaining()];
    answer.get(bytes);
    return bytes;
  }

  /** How many changes it has answered. */
  int answered() {
    return answered.get();
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
    producer.close();
  }
}
