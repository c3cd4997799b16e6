package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.schemas.TelemetryEvent;

/**
 * What one span, or one log record, says of the calls in its trace.
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16 lower-case hex digits; of a log record the span that it belongs to
 * @param parentSpanId 16 lower-case hex digits; empty without a parent, and of a log record
 * @param startNanos nanoseconds since 1970-01-01 UTC
 * @param endNanos nanoseconds since 1970-01-01 UTC, not before the start
 * @param role what it is to a call
 * @param scope the library that recorded it; empty if that is not said
 * @param event what it says, and nothing that others say. Identities and text are raw until it is
 *     normalised, which must be before parts are put together
 */
public record TracePart(
    String traceId,
    String spanId,
    String parentSpanId,
    long startNanos,
    long endNanos,
    PartRole role,
    String scope,
    TelemetryEvent event) {}
