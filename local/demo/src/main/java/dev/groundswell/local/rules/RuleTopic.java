package dev.groundswell.local.rules;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.topic.TopicClient;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.pipelines.rules.RulesRetention;
import dev.groundswell.pipelines.rules.RulesStage;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RuleRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/** The topic on which a monitor hears of changes to its rules. */
final class RuleTopic {

  private final TopicClient client;
  private final String name;

  RuleTopic(KafkaConfig kafka) {
    this.client = new TopicClient(kafka);
    this.name = kafka.topics().rules();
  }

  /**
   * Requires that the topic is there and keeps every change: short changes rest on those before
   * them, and a monitor that starts without state rests on all.
   *
   * @throws CommandFailure if it does not
   */
  void require() {
    try (KafkaConsumer<byte[], byte[]> consumer = client.consumer()) {
      partitions(consumer);
    } catch (KafkaException e) {
      throw client.failure(e);
    }
    try (Admin admin = Admin.create(client.settings())) {
      Map<String, String> missing = RulesRetention.missing(admin, name);
      if (!missing.isEmpty()) {
        throw new CommandFailure(
            "the topic %s loses changes that rules rest on: set its %s".formatted(name, missing));
      }
    } catch (ExecutionException e) {
      // Who may not look must know himself.
      if (!(e.getCause() instanceof AuthorizationException)) {
        throw client.failure(e.getCause());
      }
    } catch (InterruptedException e) {
      throw TopicClient.interrupted("Kafka said how it keeps " + name, e);
    }
  }

  /**
   * Every change that there ever was, by partition in the order in which they came.
   *
   * @throws CommandFailure if Kafka or the topic is not there
   */
  List<RuleRecord> records() {
    List<RuleRecord> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = client.consumer()) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, TopicClient.PATIENCE);
      while (ends.entrySet().stream()
          .anyMatch(
              end -> consumer.position(end.getKey(), TopicClient.PATIENCE) < end.getValue())) {
        ConsumerRecords<byte[], byte[]> more = consumer.poll(TopicClient.PATIENCE);
        if (more.isEmpty()) { // A consumer goes on trying for ever when Kafka is gone.
          throw new TimeoutException("%s was not read to its end".formatted(name));
        }
        more.forEach(record -> records.add(RulesStage.record(record)));
      }
    } catch (KafkaException e) {
      throw client.failure(e);
    }
    return records;
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return client.partitions(
        consumer,
        name,
        "create it with one partition and " + new TreeMap<>(KafkaConfig.RULES_TOPIC));
  }

  /**
   * Puts changes on the topic and returns when Kafka has them.
   *
   * @param changes by the rules' ids
   * @return ids of the rules by the ids of the audits that will tell what became of them
   * @throws CommandFailure if it does not take them
   */
  Map<String, String> put(Map<String, RuleChange> changes) {
    Map<String, ByteBuffer> records = new LinkedHashMap<>();
    changes.forEach((id, change) -> records.put(id, encoded(change)));
    Map<String, String> audits = new LinkedHashMap<>();
    client
        .put(name, records)
        .forEach(
            (id, position) ->
                audits.put(RulesStage.auditId(name, position.partition(), position.offset()), id));
    return audits;
  }

  private static ByteBuffer encoded(RuleChange change) {
    try {
      return RuleChange.getEncoder().encode(change);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a change", e);
    }
  }
}
