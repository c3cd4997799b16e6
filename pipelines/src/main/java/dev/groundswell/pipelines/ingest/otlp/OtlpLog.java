package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A log record, whichever encoding it came in.
 *
 * @param origin who recorded it
 * @param traceId hex digits, as sent; empty if it is in no trace
 * @param spanId hex digits, as sent; empty if it is in no span
 * @param timeNanos nanoseconds since 1970-01-01 UTC
 * @param eventName of its field; empty if that is not set
 * @param body whatever it is
 * @param attributes by name
 */
record OtlpLog(
    OtlpOrigin origin,
    String traceId,
    String spanId,
    long timeNanos,
    String eventName,
    JsonNode body,
    Map<String, JsonNode> attributes) {}
