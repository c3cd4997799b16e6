package dev.groundswell.sinks.kafka;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.groundswell.sinks.kafka.PositionInterceptor.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers, with a client of its own: the consumer answers only for what it took out. */
final class BrokerWatch implements PartitionWatch {

  private final Admin admin;
  private final TopicSource source;
  private final String clientId;
  private final ListOffsetsOptions options;
  private final Map<TopicPartition, Long> begins;
  private final Map<TopicPartition, End> ends = new ConcurrentHashMap<>();
  private final Set<TopicPartition> asked = ConcurrentHashMap.newKeySet();

  private record End(long offset, long asOf) {}

  /**
   * @param begins the first offset that the reader reads, where that is known
   */
  BrokerWatch(
      Admin admin,
      TopicSource source,
      String clientId,
      ListOffsetsOptions options,
      Map<TopicPartition, Long> begins) {
    this.admin = admin;
    this.source = source;
    this.clientId = clientId;
    this.options = options;
    this.begins = new ConcurrentHashMap<>(begins);
  }

  @Override
  public Set<TopicPartition> partitions() {
    // Of a topic with dots in its name Kafka keeps metrics under a second name as well.
    return AssignmentReporter.partitions(clientId).stream()
        .filter(partition -> source.topics().contains(partition.topic()))
        .collect(toUnmodifiableSet());
  }

  @Override
  public void ask(Collection<TopicPartition> partitions, long now) {
    Set<TopicPartition> next = partitions.stream().filter(asked::add).collect(toUnmodifiableSet());
    if (next.isEmpty()) {
      return;
    }
    askForBegins(next);
    ListOffsetsResult answers = list(next, OffsetSpec.latest());
    for (TopicPartition partition : next) {
      take(
          answers.partitionResult(partition),
          end -> ends.put(partition, new End(end.offset(), now)),
          () -> asked.remove(partition));
    }
  }

  /** A reader that has not moved stands where its group left off, or at the earliest record. */
  private void askForBegins(Set<TopicPartition> partitions) {
    Set<TopicPartition> unknown =
        partitions.stream()
            .filter(partition -> !begins.containsKey(partition) && position(partition).isEmpty())
            .collect(toSet());
    if (unknown.isEmpty()) {
      return;
    }
    take(
        admin.listConsumerGroupOffsets(source.group()).partitionsToOffsetAndMetadata(),
        committed -> {
          unknown.stream()
              .filter(partition -> committed.get(partition) != null)
              .forEach(p -> begins.putIfAbsent(p, committed.get(p).offset()));
          unknown.removeAll(begins.keySet());
          askForEarliest(unknown);
        },
        () -> {});
  }

  private void askForEarliest(Set<TopicPartition> partitions) {
    ListOffsetsResult answers = list(partitions, OffsetSpec.earliest());
    for (TopicPartition partition : partitions) {
      take(
          answers.partitionResult(partition),
          first -> begins.putIfAbsent(partition, first.offset()),
          () -> {});
    }
  }

  private ListOffsetsResult list(Set<TopicPartition> partitions, OffsetSpec which) {
    return admin.listOffsets(
        partitions.stream().collect(toMap(partition -> partition, partition -> which)), options);
  }

  /** Without an answer nothing is known, and it is asked again. */
  @SuppressWarnings("FutureReturnValueIgnored") // failures are seen here
  private static <T> void take(KafkaFuture<T> future, Consumer<T> answer, Runnable done) {
    future.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            answer.accept(value);
          }
          done.run();
        });
  }

  @Override
  public Optional<LastRecord> last(TopicPartition partition) {
    End end = ends.get(partition);
    Optional<Position> position = position(partition);
    if (end == null || (position.isEmpty() && !begins.containsKey(partition))) {
      return Optional.empty();
    }
    // Offsets before the end may hold no record; who has come there knows.
    long last =
        position.isPresent()
            ? before(end, position.get().next(), position.get().lastRecord())
            : before(end, begins.get(partition), LastRecord.NONE);
    return Optional.of(new LastRecord(last, end.asOf()));
  }

  private static long before(End end, long next, long lastRecord) {
    long last = end.offset() - 1;
    return next > last ? Math.min(lastRecord, last) : last;
  }

  private Optional<Position> position(TopicPartition partition) {
    return PositionInterceptor.position(clientId, partition);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
