package dev.groundswell.sinks.kafka;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.groundswell.sinks.kafka.PositionInterceptor.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the brokers, with a client of its own: the consumer answers only for what it took out. */
final class BrokerWatch implements PartitionWatch {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

  private final Admin admin;
  private final TopicSource source;
  private final String clientId;
  private final ListOffsetsOptions options;
  private final Map<TopicPartition, Long> begins;
  private final Map<TopicPartition, Log> logs = new ConcurrentHashMap<>();
  private final Set<TopicPartition> asked = ConcurrentHashMap.newKeySet();
  private final Set<TopicPartition> unanswered = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean asksForGroup = new AtomicBoolean();
  private volatile boolean knowsGroup;

  /**
   * What a partition held: the offsets from {@code first} to before {@code end}.
   *
   * @param isReaders whether the reader stood in it; a position behind its end is one in another
   *     log, and the topic was made anew
   */
  private record Log(long first, long end, long asOf, boolean isReaders) {

    LastRecord last(Position reader) {
      long last = end - 1;
      // What is gone before it was read does not come any more, and offsets before the end may hold
      // no record: whoever has come there knows.
      boolean isThere = isReaders && Math.max(reader.next(), first) >= end;
      return new LastRecord(isThere ? Math.min(reader.lastRecord(), last) : last, asOf);
    }
  }

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

  /** {@inheritDoc} A reader of nothing but topics that are no longer asked for has none. */
  @Override
  public Optional<Set<TopicPartition>> partitions() {
    return AssignmentReporter.partitions(clientId)
        .flatMap(
            all -> Optional.of(ofSource(all)).filter(known -> all.isEmpty() || !known.isEmpty()));
  }

  /** Of a topic with dots in its name Kafka keeps metrics under a second name as well. */
  private Set<TopicPartition> ofSource(Set<TopicPartition> partitions) {
    return partitions.stream()
        .filter(partition -> source.topics().contains(partition.topic()))
        .collect(toUnmodifiableSet());
  }

  @Override
  public void ask(Collection<TopicPartition> partitions, long now) {
    Set<TopicPartition> next = partitions.stream().filter(asked::add).collect(toUnmodifiableSet());
    if (next.isEmpty()) {
      return;
    }
    if (!knowsGroup && asksForGroup.compareAndSet(false, true)) {
      askForGroup();
    }
    ListOffsetsResult firsts = list(next, OffsetSpec.earliest());
    ListOffsetsResult ends = list(next, OffsetSpec.latest());
    for (TopicPartition partition : next) {
      Optional<Position> reader = reader(partition);
      offset(firsts, partition)
          .thenAcceptBoth(
              offset(ends, partition),
              (first, end) ->
                  reader.ifPresent(
                      from -> logs.put(partition, new Log(first, end, now, from.next() <= end))))
          .whenComplete(
              (answered, failure) -> {
                tellOnce(partition, failure);
                asked.remove(partition);
              });
    }
  }

  /** Without an answer nothing is known; it is asked again, but somebody should know why. */
  private void tellOnce(TopicPartition partition, Throwable failure) {
    if (failure == null) {
      if (unanswered.remove(partition)) {
        LOG.info("It is known again where {} ends", partition);
      }
    } else if (unanswered.add(partition)) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      LOG.warn(
          "Nobody says where {} ends, so while it is silent event time stands still: {}",
          partition,
          cause.getClass().getSimpleName());
    }
  }

  /** A reader that was not restored stands where its group left off, until it moves. */
  private void askForGroup() {
    admin
        .listConsumerGroupOffsets(source.group())
        .partitionsToOffsetAndMetadata()
        .toCompletionStage()
        .whenComplete(
            (committed, failure) -> {
              if (failure == null) {
                committed.forEach(
                    (partition, offset) -> {
                      if (offset != null) {
                        begins.putIfAbsent(partition, offset.offset());
                      }
                    });
                knowsGroup = true;
              }
              asksForGroup.set(false);
            });
  }

  private ListOffsetsResult list(Set<TopicPartition> partitions, OffsetSpec which) {
    return admin.listOffsets(
        partitions.stream().collect(toMap(partition -> partition, partition -> which)), options);
  }

  private static CompletionStage<Long> offset(ListOffsetsResult answers, TopicPartition partition) {
    return answers
        .partitionResult(partition)
        .toCompletionStage()
        .thenApply(ListOffsetsResult.ListOffsetsResultInfo::offset);
  }

  @Override
  public Optional<LastRecord> last(TopicPartition partition) {
    Log log = logs.get(partition);
    return log == null ? Optional.empty() : reader(partition).map(log::last);
  }

  /** Where the reader stands; empty if that is not known yet. */
  private Optional<Position> reader(TopicPartition partition) {
    Optional<Position> moved = PositionInterceptor.position(clientId, partition);
    if (moved.isPresent()) {
      return moved;
    }
    Long begin = begins.get(partition);
    if (begin == null) {
      // Who has nowhere to go on from begins at the first record.
      return knowsGroup ? Optional.of(new Position(0, LastRecord.NONE)) : Optional.empty();
    }
    return Optional.of(new Position(begin, LastRecord.NONE));
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
