package dev.groundswell.sinks.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Instant;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index template of one kind of document. It is in place before the first document: an index
 * that is born without it would guess its mapping, for good.
 *
 * @param name name of the template, and of its JSON file beside this class
 */
record IndexTemplate(String name) {

  private static final Logger LOG = LoggerFactory.getLogger(IndexTemplate.class);

  String json() throws IOException {
    try (InputStream file = IndexTemplate.class.getResourceAsStream(name + ".json")) {
      return new String(file.readAllBytes(), UTF_8);
    }
  }

  /**
   * Puts the template, and waits for a server that is down.
   *
   * @throws IOException with the setting to look at, when the server refuses or stays down
   */
  void install(RestClient client, ElasticsearchConfig config, Clock clock, Backoff backoff)
      throws IOException {
    Request request = new Request("PUT", "/_index_template/" + name);
    request.setJsonEntity(json());
    Instant deadline = clock.instant().plus(config.startTimeout());
    for (int failures = 1; ; failures++) {
      try {
        client.performRequest(request);
        return;
      } catch (ResponseException e) {
        failUnlessItMayPass(e);
        waitOrGiveUp(e, config, clock.instant(), deadline, backoff, failures);
      } catch (IOException e) {
        waitOrGiveUp(e, config, clock.instant(), deadline, backoff, failures);
      }
    }
  }

  private void failUnlessItMayPass(ResponseException e) throws IOException {
    int status = e.getResponse().getStatusLine().getStatusCode();
    if (BulkItemClassifier.classifyRequest(status) != WriteOutcome.RETRY) {
      throw new IOException(Advice.on(status, "index template " + name), e);
    }
  }

  private void waitOrGiveUp(
      IOException cause,
      ElasticsearchConfig config,
      Instant now,
      Instant deadline,
      Backoff backoff,
      int failures)
      throws IOException {
    if (now.isAfter(deadline)) {
      throw new IOException(
          "Elasticsearch at %s could not take index template %s within %s: check elasticsearch.hosts and elasticsearch.ca, or raise elasticsearch.start-timeout"
              .formatted(config.hosts(), name, config.startTimeout()),
          cause);
    }
    LOG.warn("Elasticsearch does not take index template {} yet: {}", name, cause.toString());
    try {
      Thread.sleep(backoff.after(failures).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("cancelled").initCause(e);
    }
  }
}
