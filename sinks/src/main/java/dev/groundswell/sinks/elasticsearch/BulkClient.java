package dev.groundswell.sinks.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.json.SimpleJsonpMapper;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Sends documents in one bulk request and says what came of each. Never fails itself. */
final class BulkClient {

  private final ElasticsearchAsyncClient client;
  private final Duration timeout;

  BulkClient(RestClient connection, Duration timeout) {
    this.client =
        new ElasticsearchAsyncClient(
            new RestClientTransport(connection, SimpleJsonpMapper.INSTANCE));
    this.timeout = timeout;
  }

  CompletableFuture<List<Attempt>> send(List<Document> documents) {
    return request(documents)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(response -> attempts(documents, response))
        .exceptionallyCompose(error -> afterFailure(documents, error));
  }

  private CompletableFuture<BulkResponse> request(List<Document> documents) {
    try {
      return client.bulk(
          BulkRequest.of(
              bulk -> bulk.operations(documents.stream().map(BulkClient::operation).toList())));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static BulkOperation operation(Document document) {
    BinaryData source = BinaryData.of(document.source(), ContentType.APPLICATION_JSON);
    return switch (document.operation()) {
      case CREATE ->
          BulkOperation.of(
              bulk ->
                  bulk.create(c -> c.index(document.index()).id(document.id()).document(source)));
      case INDEX_EXTERNAL_GTE ->
          BulkOperation.of(
              bulk ->
                  bulk.index(
                      i ->
                          i.index(document.index())
                              .id(document.id())
                              .versionType(VersionType.ExternalGte)
                              .version(document.version())
                              .document(source)));
    };
  }

  /** Items answer in the order of the request; an answer of another length says nothing. */
  private static List<Attempt> attempts(List<Document> documents, BulkResponse response) {
    List<BulkResponseItem> items = response.items();
    if (items.size() != documents.size()) {
      return all(documents, WriteOutcome.RETRY, "an answer of another length");
    }
    List<Attempt> attempts = new ArrayList<>(documents.size());
    for (int i = 0; i < documents.size(); i++) {
      attempts.add(attempt(documents.get(i), items.get(i)));
    }
    return attempts;
  }

  private static Attempt attempt(Document document, BulkResponseItem item) {
    WriteOutcome outcome = BulkItemClassifier.classify(item.status(), document.operation());
    return switch (outcome) {
      case WRITTEN, SUPERSEDED -> new Attempt(document, outcome, "");
      case RETRY, DEAD_LETTER ->
          new Attempt(document, outcome, ServerReason.of(item.status(), item.error()));
      case FATAL ->
          new Attempt(document, outcome, Advice.on(item.status(), "index " + document.index()));
    };
  }

  private CompletableFuture<List<Attempt>> afterFailure(List<Document> documents, Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    int status = statusOf(cause);
    WriteOutcome outcome =
        status < 300 ? WriteOutcome.RETRY : BulkItemClassifier.classifyRequest(status);
    if (outcome == WriteOutcome.DEAD_LETTER && documents.size() > 1) {
      return sendInHalves(documents);
    }
    String reason =
        switch (outcome) {
          case FATAL -> Advice.on(status, "the bulk request");
          case DEAD_LETTER -> "status " + status + " for the request";
          default -> cause.getClass().getSimpleName();
        };
    return CompletableFuture.completedFuture(all(documents, outcome, reason));
  }

  /** A refused request does not say which document is to blame, or how many bytes are too many. */
  private CompletableFuture<List<Attempt>> sendInHalves(List<Document> documents) {
    int half = documents.size() / 2;
    return send(documents.subList(0, half))
        .thenCombine(
            send(documents.subList(half, documents.size())),
            (first, second) -> Stream.concat(first.stream(), second.stream()).toList());
  }

  /** The HTTP status behind a failure; 0 if there was no answer. */
  private static int statusOf(Throwable cause) {
    if (cause instanceof ElasticsearchException refused) {
      return refused.status();
    }
    // The client passes some refusals on as they came, 413 among them.
    if (cause instanceof ResponseException refused) {
      return refused.getResponse().getStatusLine().getStatusCode();
    }
    return cause instanceof TransportException unreadable ? unreadable.statusCode() : 0;
  }

  private static List<Attempt> all(List<Document> documents, WriteOutcome outcome, String reason) {
    return documents.stream().map(document -> new Attempt(document, outcome, reason)).toList();
  }
}
