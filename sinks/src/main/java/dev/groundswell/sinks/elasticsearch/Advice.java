package dev.groundswell.sinks.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import org.elasticsearch.client.ResponseException;

/** What to tell the operator when Elasticsearch will not work with the configuration as it is. */
final class Advice {

  private Advice() {}

  /** The status of an {@link ElasticsearchException} or a {@link ResponseException}. */
  static int status(Exception refusal) {
    return refusal instanceof ElasticsearchException refused
        ? refused.status()
        : ((ResponseException) refusal).getResponse().getStatusLine().getStatusCode();
  }

  static String on(int status, String what) {
    return switch (status) {
      case 401 ->
          "Elasticsearch does not accept the credentials (401) for %s: check elasticsearch.api-key-file, or elasticsearch.user and elasticsearch.password-file"
              .formatted(what);
      case 403 ->
          "Elasticsearch does not allow %s (403): grant it to the owner of elasticsearch.api-key-file or to elasticsearch.user"
              .formatted(what);
      case 404 ->
          "Elasticsearch does not find %s (404): check elasticsearch.hosts, and that the server's action.auto_create_index allows groundswell-*"
              .formatted(what);
      default -> "Elasticsearch refuses %s (%d)".formatted(what, status);
    };
  }
}
