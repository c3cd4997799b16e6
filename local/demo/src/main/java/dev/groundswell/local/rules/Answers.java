package dev.groundswell.local.rules;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.topic.TopicClient;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.SingleObjectReader;
import dev.groundswell.schemas.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What monitors say on the topic of audits from now on. */
final class Answers implements AutoCloseable {

  private final TopicClient client;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final SingleObjectReader<RuleAudit> reader = new SingleObjectReader<>(RuleAudit.class);

  private Answers(TopicClient client) {
    this.client = client;
    this.consumer = client.consumer();
  }

  /**
   * Begins to listen.
   *
   * @throws CommandFailure if Kafka or the topic is not there
   */
  static Answers listen(KafkaConfig kafka) {
    Answers answers = new Answers(new TopicClient(kafka));
    try {
      answers.start(kafka.topics().audit());
    } catch (RuntimeException e) {
      answers.close();
      throw e;
    }
    return answers;
  }

  private void start(String topic) {
    try {
      List<TopicPartition> partitions =
          client.partitions(consumer, topic, "create it, or do not wait: --no-wait");
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      // The position is only looked up when it is asked for; until then it would run away.
      partitions.forEach(partition -> consumer.position(partition, TopicClient.PATIENCE));
    } catch (KafkaException e) {
      throw client.failure(e);
    }
  }

  /** What came since it was asked last; waits for some of it, not for long. */
  List<RuleAudit> next() {
    List<RuleAudit> audits = new ArrayList<>();
    try {
      consumer.poll(TopicClient.POLL).forEach(record -> audit(record).ifPresent(audits::add));
    } catch (KafkaException e) {
      throw client.failure(e);
    }
    return audits;
  }

  private Optional<RuleAudit> audit(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(reader.read(record.value()));
    } catch (UnreadableRecordException e) {
      return Optional.empty(); // Of a later build, maybe; the index makes a dead letter of it.
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
