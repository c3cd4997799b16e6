package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.DeadLetter;
import java.util.concurrent.CompletableFuture;

/** Where refused documents go. */
interface DeadLetters extends AutoCloseable {

  /** Completes when the letter cannot be lost any more. May block. */
  CompletableFuture<Void> put(DeadLetter letter);

  @Override
  void close();
}
