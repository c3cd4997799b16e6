package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.sinks.prometheus.ExpositionLease;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes documents and acts on what became of each: done, again later, dead letter, or stop.
 *
 * <p>Every document ends once as written, superseded or dead-lettered, or waits in the checkpoint;
 * only {@code retried} counts it more than once.
 */
final class ElasticsearchWriter<T> extends AsyncSinkWriter<T, Document> {

  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchWriter.class);

  private final long maxDocumentSize;
  private final RestClient connection;
  private final BulkClient bulk;
  private final DeadLetters deadLetters;
  private final ExpositionLease exposition;
  private final Backoff backoff;
  private final Clock clock;
  private final SinkLedger ledger;
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private final ScheduledExecutorService scheduler;

  /** What a writer needs of the world; the writer closes it. */
  record Resources(
      RestClient connection,
      DeadLetters deadLetters,
      ExpositionLease exposition,
      Backoff backoff,
      Clock clock) {}

  ElasticsearchWriter(
      String name,
      ElementConverter<T, Document> converter,
      WriterInitContext context,
      AsyncSinkWriterConfiguration limits,
      Collection<BufferedRequestState<Document>> states,
      ElasticsearchConfig config,
      Resources resources) {
    super(
        converter,
        context,
        limits,
        states,
        new SimpleBatchCreator<>(limits.getMaxBatchSizeInBytes()),
        new DequeRequestBuffer<>());
    this.maxDocumentSize = limits.getMaxRecordSizeInBytes();
    this.connection = resources.connection();
    this.bulk = new BulkClient(connection, config.requestTimeout());
    this.deadLetters = resources.deadLetters();
    this.exposition = resources.exposition();
    this.backoff = resources.backoff();
    this.clock = resources.clock();
    this.ledger = new SinkLedger(name, context.getTaskInfo().getIndexOfThisSubtask(), exposition);
    ledger.received(count(states));
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name + "-retry");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void write(T element, Context context) throws IOException, InterruptedException {
    ledger.received(1);
    super.write(element, context);
  }

  /**
   * Publishes the books as well. They are exact here: before a snapshot the framework waits until
   * nothing is in flight, and only this thread sends. A writer does not hear that the checkpoint
   * completed, so they may be those of one that did not.
   */
  @Override
  public List<BufferedRequestState<Document>> snapshotState(long checkpointId) {
    List<BufferedRequestState<Document>> waiting = super.snapshotState(checkpointId);
    ledger.publish(count(waiting));
    return waiting;
  }

  private static int count(Collection<BufferedRequestState<Document>> states) {
    return states.stream().mapToInt(state -> state.getBufferedRequestEntries().size()).sum();
  }

  @Override
  protected void submitRequestEntries(
      List<Document> documents, ResultHandler<Document> resultHandler) {
    CompletableFuture<Void> unused =
        bulk.send(documents)
            .thenApply(this::stopIfFatal)
            .thenCompose(this::bury)
            .thenAccept(attempts -> finish(attempts, resultHandler))
            .exceptionally(error -> fail(error, resultHandler));
  }

  /**
   * At most the batch limit: a larger document then travels alone and the server decides, where the
   * framework would throw, at every restart again.
   */
  @Override
  protected long getSizeInBytes(Document document) {
    return Math.min(document.source().length, maxDocumentSize);
  }

  private List<Attempt> stopIfFatal(List<Attempt> attempts) {
    with(WriteOutcome.FATAL, attempts)
        .findFirst()
        .ifPresent(
            fatal -> {
              ledger.add(WriteOutcome.FATAL);
              throw new CompletionException(new IOException(fatal.reason()));
            });
    return attempts;
  }

  /** Off the client's thread, which must not wait for Kafka. */
  private CompletableFuture<List<Attempt>> bury(List<Attempt> attempts) {
    List<CompletableFuture<Void>> letters =
        with(WriteOutcome.DEAD_LETTER, attempts)
            .map(refused -> RefusedDocument.letter(refused, clock.instant()))
            .map(
                letter ->
                    CompletableFuture.completedFuture(letter)
                        .thenComposeAsync(deadLetters::put, scheduler))
            .toList();
    return allOrFirstFailure(letters).thenApply(buried -> attempts);
  }

  /** A topic that is away keeps every letter waiting as long as the first. */
  private static CompletableFuture<Void> allOrFirstFailure(List<CompletableFuture<Void>> parts) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new));
    for (CompletableFuture<Void> part : parts) {
      CompletableFuture<Boolean> unused =
          part.handle((done, error) -> error != null && all.completeExceptionally(error));
    }
    return all;
  }

  private void finish(List<Attempt> attempts, ResultHandler<Document> resultHandler) {
    attempts.forEach(attempt -> ledger.add(attempt.outcome()));
    List<Document> again = with(WriteOutcome.RETRY, attempts).map(Attempt::document).toList();
    if (again.isEmpty()) {
      failuresInARow.set(0);
      resultHandler.complete();
    } else {
      retryLater(again, attempts, resultHandler);
    }
  }

  /** A refused configuration or an unreachable dead-letter topic: the job must not go on. */
  private static Void fail(Throwable error, ResultHandler<Document> resultHandler) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    resultHandler.completeExceptionally(
        cause instanceof Exception exception ? exception : new IOException(cause));
    return null;
  }

  /** The framework requeues at the head without waiting, so the wait is here. */
  private void retryLater(
      List<Document> again, List<Attempt> attempts, ResultHandler<Document> resultHandler) {
    long delay = backoff.after(failuresInARow.incrementAndGet()).toMillis();
    LOG.warn(
        "Elasticsearch did not take {} of {} documents ({}); again in {} ms",
        again.size(),
        attempts.size(),
        with(WriteOutcome.RETRY, attempts).map(Attempt::reason).findFirst().orElse(""),
        delay);
    ScheduledFuture<?> unused =
        scheduler.schedule(
            () -> resultHandler.retryForEntries(again), delay, TimeUnit.MILLISECONDS);
  }

  private static Stream<Attempt> with(WriteOutcome outcome, List<Attempt> attempts) {
    return attempts.stream().filter(attempt -> attempt.outcome() == outcome);
  }

  /** Does not wait for answers: what was not answered is in the last checkpoint. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    deadLetters.close();
    exposition.close();
    try {
      connection.close();
    } catch (IOException e) {
      LOG.warn("Connection to Elasticsearch did not close", e);
    }
  }
}
