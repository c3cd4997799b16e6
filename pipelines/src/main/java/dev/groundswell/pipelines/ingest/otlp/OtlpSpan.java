package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A span, whichever encoding it came in.
 *
 * @param origin who recorded it
 * @param traceId hex digits, as sent
 * @param spanId hex digits, as sent
 * @param parentSpanId hex digits, as sent; empty without a parent
 * @param isClient whether it is a request to somebody else
 * @param isError whether its status says so
 * @param statusMessage of its status; empty if there is none
 * @param startNanos nanoseconds since 1970-01-01 UTC
 * @param endNanos nanoseconds since 1970-01-01 UTC
 * @param attributes by name
 * @param exceptions attributes of the events that report an exception
 */
record OtlpSpan(
    OtlpOrigin origin,
    String traceId,
    String spanId,
    String parentSpanId,
    boolean isClient,
    boolean isError,
    String statusMessage,
    long startNanos,
    long endNanos,
    Map<String, JsonNode> attributes,
    List<Map<String, JsonNode>> exceptions) {

  /** The name of an event that reports an exception. */
  static final String EXCEPTION = "exception";
}
