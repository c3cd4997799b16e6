package dev.groundswell.pipelines.ingest;

import dev.groundswell.sinks.kafka.LastRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * How far event time has come in each of the partitions that a subtask reads. In a partition it has
 * come as far as its latest event, and as far as it is certain that no further record was there.
 */
final class PartitionTimes {

  private static final long NEVER = Long.MIN_VALUE;

  private final long timeout;
  private final Map<TopicPartition, Partition> partitions = new HashMap<>();

  private static final class Partition {
    private long lastOffset = LastRecord.NONE;
    private long toldAt = NEVER;
    private long time = NEVER;
  }

  /**
   * @param timeout when a partition has told no time for that long its broker ought to be asked
   */
  PartitionTimes(Duration timeout) {
    this.timeout = timeout.toMillis();
  }

  /** A record of which nothing is known but that it was the last one before a restart. */
  void restored(TopicPartition partition, long offset) {
    of(partition).lastOffset = offset;
  }

  /** An item that tells no time: it was refused, or is nothing of ours. */
  void arrived(TopicPartition partition, long offset) {
    of(partition).lastOffset = offset;
  }

  /** An event. None, however far ahead its time is, makes time pass the clock. */
  void arrived(TopicPartition partition, long offset, long eventTime, long now) {
    Partition of = of(partition);
    of.lastOffset = offset;
    of.toldAt = now;
    of.time = Math.max(of.time, Math.min(eventTime, now));
  }

  /** Which of these partitions have told no time for longer than the timeout. */
  List<TopicPartition> silent(Collection<TopicPartition> read, long now) {
    return read.stream().filter(partition -> of(partition).toldAt <= now - timeout).toList();
  }

  /**
   * Takes what a broker says.
   *
   * @return whether the last record has arrived, and with it all that there was
   */
  boolean reached(TopicPartition partition, LastRecord last) {
    Partition of = of(partition);
    if (last.offset() > of.lastOffset) {
      return false;
    }
    of.time = Math.max(of.time, last.asOf());
    return true;
  }

  /** How far event time has come in all of these partitions; empty while one has told no time. */
  OptionalLong time(Collection<TopicPartition> read) {
    long time = read.stream().mapToLong(partition -> of(partition).time).min().orElse(NEVER);
    return time == NEVER ? OptionalLong.empty() : OptionalLong.of(time);
  }

  /** The offset of the last record of each partition that has had one. */
  Map<TopicPartition, Long> lastOffsets() {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    partitions.forEach(
        (partition, of) -> {
          if (of.lastOffset != LastRecord.NONE) {
            offsets.put(partition, of.lastOffset);
          }
        });
    return offsets;
  }

  private Partition of(TopicPartition partition) {
    return partitions.computeIfAbsent(partition, key -> new Partition());
  }
}
