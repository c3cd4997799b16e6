package dev.groundswell.local.demo;

import dev.groundswell.local.simulator.HistoryConfig;
import dev.groundswell.local.simulator.HistoryRecord;
import dev.groundswell.local.simulator.HistorySimulator;
import dev.groundswell.pipelines.ledger.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends a history to Kafka as fast as the jobs take it. An hour of it is in flight at most, and the
 * run's clock is told of an hour when all of it is on the broker.
 */
final class HistoryRun {

  /** Event times are that far ahead of the clock. */
  static final Duration WINDOW = Duration.ofHours(1);

  /**
   * Records that ingest may be behind. They are a day or two, and ingest refuses what is a week
   * behind the clock.
   */
  private static final long MOST_BEHIND = 50_000;

  private static final int BATCH_BYTES = 256 * 1024;
  private static final Duration LOOK = Duration.ofMillis(50);

  private final HistoryConfig config;
  private final SentTime time;
  private final DemoJobs jobs;
  private final OutputTap tap;
  private final HistoryView view;
  private final long beganNanos = System.nanoTime();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long sent;

  HistoryRun(HistoryConfig config, SentTime time, DemoJobs jobs, OutputTap tap, HistoryView view) {
    this.config = config;
    this.time = time;
    this.jobs = jobs;
    this.tap = tap;
    this.view = view;
  }

  /**
   * Sends everything, and waits until both jobs have taken it.
   *
   * @return how many records that were
   */
  long send(String bootstrapServers, String topic) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "linger.ms", 20,
                "batch.size", BATCH_BYTES),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      HistorySimulator history = new HistorySimulator(config);
      Instant end = config.start().plus(WINDOW);
      while (history.hasNext()) {
        HistoryRecord record = history.next();
        while (record.eventTime() >= end.toEpochMilli()) {
          arrived(producer, end);
          end = end.plus(WINDOW);
        }
        send(record, producer, topic);
      }
      arrived(producer, config.end());
    }
    jobs.awaitConsumed();
    view.end(elapsed(), sent, tap.openings().size());
    return sent;
  }

  private void send(HistoryRecord record, KafkaProducer<byte[], byte[]> producer, String topic) {
    var unused = // failures reach the callback
        producer.send(
            new ProducerRecord<>(topic, record.key(), record.value()),
            (metadata, problem) -> {
              if (problem != null) {
                failure.compareAndSet(null, problem);
              }
            });
    sent++;
  }

  private void arrived(KafkaProducer<byte[], byte[]> producer, Instant before) throws Exception {
    producer.flush();
    if (failure.get() != null) {
      throw new RunFailure("the history cannot be sent: " + failure.get(), failure.get());
    }
    time.reached(before);
    Deadline wait = Deadline.waitingFor("ingest to take the history");
    show(before);
    while (sent - jobs.books().of(Entry.ITEMS) > MOST_BEHIND) {
      LockSupport.parkNanos(Math.min(LOOK.toNanos(), wait.leftNanos()));
      show(before);
    }
  }

  private void show(Instant reached) throws Exception {
    jobs.requireAlive();
    tap.requireAlive();
    view.show(elapsed(), Duration.between(config.start(), reached), sent, tap.openings().size());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - beganNanos);
  }
}
