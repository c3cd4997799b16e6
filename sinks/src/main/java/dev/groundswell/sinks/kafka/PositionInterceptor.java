package dev.groundswell.sinks.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows how far a consumer has come with each partition. The offset of a last record does not tell:
 * behind it there may be offsets that hold none, such as the ends of transactions. Kafka makes it,
 * from the consumer's {@code interceptor.classes}, so it is found by the client's id.
 */
public final class PositionInterceptor implements ConsumerInterceptor<byte[], byte[]> {

  private static final Map<String, PositionInterceptor> BY_CLIENT = new ConcurrentHashMap<>();

  private final Map<TopicPartition, Position> positions = new ConcurrentHashMap<>();
  private String clientId;

  /**
   * How far a consumer has come.
   *
   * @param next the offset that it reads next
   * @param lastRecord the offset of the last record that it handed out
   */
  record Position(long next, long lastRecord) {}

  /** Where a consumer of this process is; empty if it has not moved yet. */
  static Optional<Position> position(String clientId, TopicPartition partition) {
    return Optional.ofNullable(BY_CLIENT.get(clientId))
        .map(interceptor -> interceptor.positions.get(partition));
  }

  @Override
  public void configure(Map<String, ?> configs) {
    clientId = configs.get(CommonClientConfigs.CLIENT_ID_CONFIG).toString();
    BY_CLIENT.put(clientId, this);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    records
        .nextOffsets()
        .forEach((partition, next) -> moved(partition, next, records.records(partition)));
    return records;
  }

  private void moved(
      TopicPartition partition,
      OffsetAndMetadata next,
      List<ConsumerRecord<byte[], byte[]>> records) {
    positions.compute(
        partition,
        (key, before) -> {
          long lastBefore = before == null ? LastRecord.NONE : before.lastRecord();
          long last = records.isEmpty() ? lastBefore : records.get(records.size() - 1).offset();
          return new Position(next.offset(), last);
        });
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // What was committed says nothing of what was read.
  }

  @Override
  public void close() {
    BY_CLIENT.remove(clientId, this);
  }
}
