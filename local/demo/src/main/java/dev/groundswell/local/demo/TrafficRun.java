package dev.groundswell.local.demo;

import dev.groundswell.local.simulator.SimulatedRecord;
import dev.groundswell.local.simulator.TrafficPump;
import dev.groundswell.local.simulator.TruthWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends simulated traffic to Kafka in a thread of its own, and what it planted to the truth. */
final class TrafficRun implements AutoCloseable {

  /** Room for the oversized records that ingest has to refuse. */
  private static final int MAX_REQUEST_BYTES = 2 * 1024 * 1024;

  /** Fewer and larger requests leave more of the machine to the jobs. */
  private static final int BATCH_BYTES = 256 * 1024;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final TrafficPump pump = TrafficPump.live();
  private final InFlight inFlight = new InFlight();
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /**
   * Starts sending.
   *
   * @param startNanos the run's start on {@link System#nanoTime}; may lie ahead
   * @param topics the topic of each format
   * @param truth file for what was planted
   */
  static TrafficRun start(
      Iterator<SimulatedRecord> traffic,
      long startNanos,
      String bootstrapServers,
      Map<String, String> topics,
      Path truth) {
    TrafficRun run = new TrafficRun();
    Thread thread =
        new Thread(
            () -> {
              try {
                run.send(traffic, startNanos, bootstrapServers, topics, truth);
                run.end.complete(null);
              } catch (IOException | RuntimeException e) {
                run.end.completeExceptionally(e);
              }
            },
            "traffic");
    thread.setDaemon(true);
    thread.start();
    return run;
  }

  /** Ends the traffic and waits a little for its producer to close. */
  @Override
  public void close() {
    stop();
    end.exceptionally(failure -> null)
        .completeOnTimeout(null, CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  /** Records handed to Kafka so far. */
  long sent() {
    return sent.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same by format. */
  Map<String, Long> sentByFormat() {
    return new TreeMap<>(sent);
  }

  /** When the first record was due that is not on the broker; see {@link InFlight}. */
  OptionalLong earliestUnsentNanos() {
    return inFlight.earliestDueNanos();
  }

  /** Ends the traffic before its next record; callable from any thread. */
  void stop() {
    pump.stop();
  }

  /**
   * Waits for the end of the traffic, by which everything sent is acknowledged.
   *
   * @return whether it ended in this time
   */
  boolean await(long millis) throws InterruptedException, ExecutionException {
    try {
      end.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private void send(
      Iterator<SimulatedRecord> traffic,
      long startNanos,
      String bootstrapServers,
      Map<String, String> topics,
      Path truthFile)
      throws IOException {
    try (TruthWriter truth = new TruthWriter(Files.newBufferedWriter(truthFile));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers", bootstrapServers,
                    "max.request.size", MAX_REQUEST_BYTES,
                    "linger.ms", 20,
                    "batch.size", BATCH_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      pump.run(startNanos, inFlight.of(traffic), record -> send(record, producer, topics, truth));
      producer.flush();
    } finally {
      inFlight.over();
    }
  }

  private void send(
      SimulatedRecord record,
      KafkaProducer<byte[], byte[]> producer,
      Map<String, String> topics,
      TruthWriter truth) {
    var unused = // failures reach the callback
        producer.send(
            new ProducerRecord<>(topics.get(record.format()), record.key(), record.value()),
            (metadata, failure) -> {
              inFlight.arrived(record.dueNanos());
              if (failure != null) {
                end.completeExceptionally(failure);
                pump.stop();
              }
            });
    sent.merge(record.format(), 1L, Long::sum);
    try {
      truth.sent(record);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the truth", e);
    }
  }
}
