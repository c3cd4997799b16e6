package dev.groundswell.local.simulator.wire;

import java.util.Map;

/**
 * A span as a library records it.
 *
 * @param scope name of the library
 * @param id 16 hex digits
 * @param parentId 16 hex digits; empty for the outermost
 * @param name what people read
 * @param kind whether somebody is asked, or asks
 * @param startMs milliseconds since 1970-01-01 UTC
 * @param endMs milliseconds since 1970-01-01 UTC
 * @param attributes texts, whole numbers and lists of texts, by name
 * @param error message of its status; null if it did not fail
 */
record CallSpan(
    String scope,
    String id,
    String parentId,
    String name,
    Kind kind,
    long startMs,
    long endMs,
    Map<String, Object> attributes,
    String error) {

  /** Kinds by their numbers in the protocol (opentelemetry-proto: SpanKind). */
  enum Kind {
    INTERNAL(1),
    SERVER(2),
    CLIENT(3);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}
