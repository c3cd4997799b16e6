package dev.groundswell.sinks.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundswell.schemas.DeadLetter;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts dead letters on their topic from inside a sink, which has no side output. A letter counts as
 * put when every in-sync replica has it.
 */
public final class DeadLetterProducer implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(10);

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final SingleObjectWriter<DeadLetter> writer = new SingleObjectWriter<>(DeadLetter.class);

  public DeadLetterProducer(KafkaTopic topic) {
    Properties settings = new Properties();
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, AvroTopicSink.COMPRESSION);
    settings.putAll(topic.clientProperties());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, topic.bootstrapServers());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, METADATA_TIMEOUT.toMillis());
    this.topic = topic.name();
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Puts one letter. Waits for the topic's metadata if they are not known, at most ten seconds.
   *
   * @return completes when the letter is safe, or with Kafka's error
   */
  public CompletableFuture<Void> put(DeadLetter letter) {
    CompletableFuture<Void> safe = new CompletableFuture<>();
    byte[] key = letter.getDeadLetterId().getBytes(UTF_8);
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, key, writer.write(letter)),
            (metadata, error) -> {
              if (error == null) {
                safe.complete(null);
              } else {
                safe.completeExceptionally(error);
              }
            });
    return safe;
  }

  /** Gives open letters a few seconds; those that are not safe by then come again on restart. */
  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
