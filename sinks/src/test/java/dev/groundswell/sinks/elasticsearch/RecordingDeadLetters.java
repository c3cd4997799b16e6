package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.DeadLetter;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what would go to the topic; shared, because sinks are copied into the job. */
final class RecordingDeadLetters implements DeadLetters {

  static final Queue<DeadLetter> LETTERS = new ConcurrentLinkedQueue<>();

  @Override
  public CompletableFuture<Void> put(DeadLetter letter) {
    LETTERS.add(letter);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
