package dev.groundswell.local.demo;

import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.Stage;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.schemas.TrendShift;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads along what the monitor job writes, as any other consumer of its topics would. */
final class OutputTap implements AutoCloseable {

  /**
   * An alert and when it could be read.
   *
   * @param alert the alert
   * @param seen on the real clock
   */
  record Seen(Alert alert, Instant seen) {}

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConfig.Topics topics;
  private final InstantSource clock;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::run, "output-tap");
  private final Map<String, Set<String>> ids = new ConcurrentHashMap<>();
  private final Map<String, Long> read = new HashMap<>();
  private final Map<String, Long> refusedDocuments = new HashMap<>();
  private final List<Seen> alerts = new ArrayList<>();
  private final List<TrendShift> openings = new ArrayList<>();
  private final GrowingCells cells = new GrowingCells();
  private RuntimeException failure;
  private volatile boolean stopped;

  OutputTap(String bootstrapServers, KafkaConfig.Topics topics, InstantSource clock) {
    this.topics = topics;
    this.clock = clock;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "auto.offset.reset",
                "earliest",
                "fetch.min.bytes",
                65_536,
                "fetch.max.wait.ms",
                100),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<String> outputs = topics.outputs();
    outputs.forEach(topic -> ids.put(topic, new HashSet<>()));
    consumer.assign(
        outputs.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList());
    thread.setDaemon(true);
    thread.start();
  }

  /** Distinct alerts so far, in the order in which they came. */
  synchronized List<Seen> alerts() {
    return List.copyOf(alerts);
  }

  /** Shifts so far as they were when they opened, each once, in the order in which they came. */
  synchronized List<TrendShift> openings() {
    return List.copyOf(openings);
  }

  /** How many distinct ids each topic held so far. */
  synchronized Map<String, Long> distinct() {
    Map<String, Long> distinct = new TreeMap<>();
    ids.forEach((topic, seen) -> distinct.put(topic, (long) seen.size()));
    return distinct;
  }

  /** Documents that Elasticsearch refused for good, by index. */
  synchronized Map<String, Long> refusedDocuments() {
    return new TreeMap<>(refusedDocuments);
  }

  synchronized List<String> growing(int most) {
    return cells.fastest(most);
  }

  /**
   * @throws RunFailure if the outputs can no longer be read along
   */
  synchronized void requireAlive() throws RunFailure {
    if (failure != null) {
      throw new RunFailure("the outputs cannot be read along: " + failure, failure);
    }
  }

  /** Waits until everything written so far has been read. */
  void awaitAll(ConsumerLag consumers) throws Exception {
    Deadline wait = Deadline.waitingFor("the outputs to be read along");
    for (String topic : ids.keySet()) {
      long end = consumers.end(topic);
      synchronized (this) {
        while (read.getOrDefault(topic, 0L) < end) {
          requireAlive();
          TimeUnit.NANOSECONDS.timedWait(this, wait.leftNanos());
        }
      }
    }
  }

  private void run() {
    try (consumer) {
      while (!stopped) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record);
        }
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private synchronized void fail(RuntimeException e) {
    failure = e;
    notifyAll();
  }

  private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
    boolean first = ids.get(record.topic()).add(new String(record.key(), StandardCharsets.UTF_8));
    read.merge(record.topic(), 1L, Long::sum);
    notifyAll();
    try {
      if (record.topic().equals(topics.alerts()) && first) {
        alerts.add(new Seen(Alert.getDecoder().decode(record.value()), clock.instant()));
      } else if (record.topic().equals(topics.trends())) {
        cells.add(TrendPoint.getDecoder().decode(record.value()));
      } else if (record.topic().equals(topics.shifts()) && first) {
        openings.add(TrendShift.getDecoder().decode(record.value()));
      } else if (record.topic().equals(topics.deadLetters()) && first) {
        countRefused(DeadLetter.getDecoder().decode(record.value()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the monitor wrote what cannot be read", e);
    }
  }

  private void countRefused(DeadLetter letter) {
    if (letter.getStage() == Stage.elasticsearch) {
      refusedDocuments.merge(letter.getTopic(), 1L, Long::sum);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
