package dev.groundswell.pipelines.ingest;

import dev.groundswell.sinks.kafka.LastRecord;
import dev.groundswell.sinks.kafka.PartitionWatch;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Brokers that answer between two looks, unless they are away. */
final class AnsweringBrokers implements PartitionWatch.Factory, PartitionWatch {

  private final transient Map<TopicPartition, Long> ends = new HashMap<>();
  private final transient Map<TopicPartition, LastRecord> answers = new HashMap<>();
  final transient Set<TopicPartition> away = new HashSet<>();
  private transient Optional<Set<TopicPartition>> assigned = Optional.empty();
  transient Map<TopicPartition, Long> begins = Map.of();

  void assign(TopicPartition... partitions) {
    assigned = Optional.of(Set.of(partitions));
  }

  long append(TopicPartition partition) {
    return ends.merge(partition, 1L, Long::sum) - 1;
  }

  @Override
  public PartitionWatch open(int subtask, Map<TopicPartition, Long> restored) {
    begins = Map.copyOf(restored);
    answers.clear();
    return this;
  }

  @Override
  public Optional<Set<TopicPartition>> partitions() {
    return assigned;
  }

  @Override
  public void ask(Collection<TopicPartition> partitions, long now) {
    for (TopicPartition partition : partitions) {
      if (!away.contains(partition)) {
        answers.put(partition, new LastRecord(ends.getOrDefault(partition, 0L) - 1, now));
      }
    }
  }

  @Override
  public Optional<LastRecord> last(TopicPartition partition) {
    return Optional.ofNullable(answers.get(partition));
  }

  @Override
  public void close() {
    answers.clear();
  }
}
