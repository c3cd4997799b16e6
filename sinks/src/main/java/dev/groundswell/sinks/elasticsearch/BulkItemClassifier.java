package dev.groundswell.sinks.elasticsearch;

/**
 * Says what a HTTP status means, of a single item of a bulk response or of a whole request.
 *
 * <p>Source: Elasticsearch reference, "Bulk API" and "Optimistic concurrency control".
 */
final class BulkItemClassifier {

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int INTERNAL_ERROR = 500;

  private BulkItemClassifier() {}

  static WriteOutcome classify(int status, Document.Operation operation) {
    if (status == CONFLICT) {
      return switch (operation) {
        case CREATE -> WriteOutcome.WRITTEN;
        case INDEX_EXTERNAL_GTE -> WriteOutcome.SUPERSEDED;
      };
    }
    return classifyRequest(status);
  }

  static WriteOutcome classifyRequest(int status) {
    return switch (status) {
      case REQUEST_TIMEOUT, TOO_MANY_REQUESTS -> WriteOutcome.RETRY;
      case UNAUTHORIZED, FORBIDDEN, NOT_FOUND -> WriteOutcome.FATAL;
      default -> byClass(status);
    };
  }

  private static WriteOutcome byClass(int status) {
    if (status >= 200 && status < 300) {
      return WriteOutcome.WRITTEN;
    }
    if (status >= BAD_REQUEST && status < INTERNAL_ERROR) {
      return WriteOutcome.DEAD_LETTER;
    }
    // Every server error, and whatever a proxy on the way makes up: it may pass.
    return WriteOutcome.RETRY;
  }
}
