package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.sinks.kafka.DeadLetterProducer;
import dev.groundswell.sinks.kafka.KafkaTopic;
import java.util.concurrent.CompletableFuture;

/** Refused documents as letters on the dead-letter topic. */
final class KafkaDeadLetters implements DeadLetters {

  private final DeadLetterProducer producer;

  KafkaDeadLetters(KafkaTopic topic) {
    this.producer = new DeadLetterProducer(topic);
  }

  @Override
  public CompletableFuture<Void> put(DeadLetter letter) {
    return producer.put(letter);
  }

  @Override
  public void close() {
    producer.close();
  }
}
