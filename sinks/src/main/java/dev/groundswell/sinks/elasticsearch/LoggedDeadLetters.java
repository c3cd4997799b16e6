package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.DeadLetter;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For the sink of dead letters itself: what it refuses is on the dead-letter topic already, and
 * putting it there again would go round for ever.
 */
final class LoggedDeadLetters implements DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedDeadLetters.class);

  @Override
  public CompletableFuture<Void> put(DeadLetter letter) {
    LOG.error(
        "Elasticsearch refuses dead letter {}: {}", letter.getDeadLetterId(), letter.getDetail());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
