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
 *
 * <p>Silences are measured in processing time, here always {@code at}: how long one is depends on
 * machines and networks, and not on the clock that events go by.
 */
final class PartitionTimes {

  private static final long NEVER = Long.MIN_VALUE;

  private final Map<String, Duration> outOfOrderness;
  private final long timeout;
  private final Map<TopicPartition, Partition> partitions = new HashMap<>();

  private static final class Partition {
    private long silentSince;
    private long lastOffset = LastRecord.NONE;
    private long time = NEVER;

    Partition(long silentSince) {
      this.silentSince = silentSince;
    }
  }

  /**
   * @param outOfOrderness of each topic: how far its time is behind what it has come to
   * @param timeout when a partition has told no time for that long its broker ought to be asked
   */
  PartitionTimes(Map<String, Duration> outOfOrderness, Duration timeout) {
    this.outOfOrderness = outOfOrderness;
    this.timeout = timeout.toMillis();
  }

  /** A record that was the last one before a restart, or one that a subtask saw before. */
  void restored(TopicPartition partition, long offset, long at) {
    Partition of = of(partition, at);
    of.lastOffset = Math.max(of.lastOffset, offset);
  }

  /** An item that tells no time: it was refused, or is nothing of ours. */
  void arrived(TopicPartition partition, long offset, long at) {
    of(partition, at).lastOffset = offset;
  }

  /** An event. */
  void arrived(TopicPartition partition, long offset, long at, long eventTime) {
    Partition of = of(partition, at);
    of.lastOffset = offset;
    of.silentSince = at;
    of.time = Math.max(of.time, eventTime);
  }

  /** Which of these partitions have told no time for longer than the timeout. */
  List<TopicPartition> silent(Collection<TopicPartition> read, long at) {
    return read.stream().filter(p -> of(p, at).silentSince <= at - timeout).toList();
  }

  /**
   * Takes what the broker of a silent partition says.
   *
   * @return whether the last record has arrived, and with it all that there was
   */
  boolean reached(TopicPartition partition, LastRecord last) {
    Partition of = partitions.get(partition);
    if (last.offset() > of.lastOffset) {
      return false;
    }
    of.time = Math.max(of.time, last.asOf());
    return true;
  }

  /**
   * How far event time has come in all of these partitions, in each less the out-of-orderness of
   * its topic; empty while one has told no time.
   */
  OptionalLong time(Collection<TopicPartition> read) {
    long time = NEVER;
    for (TopicPartition partition : read) {
      Partition of = partitions.get(partition);
      if (of == null || of.time == NEVER) {
        return OptionalLong.empty();
      }
      long come = of.time - outOfOrderness.get(partition.topic()).toMillis();
      time = time == NEVER ? come : Math.min(time, come);
    }
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

  private Partition of(TopicPartition partition, long at) {
    return partitions.computeIfAbsent(partition, key -> new Partition(at));
  }
}
