package dev.groundswell.sinks.kafka;

import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions one subtask of a source reads, and where they end. To a reader, a partition that
 * is silent looks like one whose broker is away, or whose turn has not come yet; only what its
 * broker says tells them apart.
 */
public interface PartitionWatch extends AutoCloseable {

  /** Opens watches. */
  @FunctionalInterface
  interface Factory extends Serializable {

    /**
     * Opens the watch of a subtask.
     *
     * @param begins the first offset that the subtask reads, of those partitions that were restored
     */
    PartitionWatch open(int subtask, Map<TopicPartition, Long> begins);
  }

  /**
   * The partitions that the subtask reads now. Empty while its source has no consumer: it has been
   * assigned none. A consumer tells of its partitions only after it has found all of their brokers.
   */
  Optional<Set<TopicPartition>> partitions();

  /**
   * Asks for the end of these partitions, in the background; who was asked and has not answered is
   * not asked again.
   *
   * @param now the time, in milliseconds since 1970
   */
  void ask(Collection<TopicPartition> partitions, long now);

  /** What is known of the end of a partition; empty until its broker has answered. */
  Optional<LastRecord> last(TopicPartition partition);

  @Override
  void close();
}
