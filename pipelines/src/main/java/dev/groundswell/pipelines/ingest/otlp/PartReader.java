package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes parts of spans and log records, and leaves out what says nothing of a call. */
final class PartReader implements OtlpItems {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final TraceItems items;
  private long next;

  PartReader(TraceItems items) {
    this.items = items;
  }

  /** How one item becomes a part; null if it says nothing. */
  @FunctionalInterface
  private interface Reading {

    TracePart part() throws Refusal;
  }

  @Override
  public void span(OtlpSpan span) {
    handOut(() -> part(span));
  }

  @Override
  public void log(OtlpLog log) {
    handOut(() -> part(log));
  }

  @Override
  public void ignored() {
    next++;
    items.ignored();
  }

  @Override
  public void refused(Refusal refusal) {
    next++;
    items.refused(refusal);
  }

  private void handOut(Reading reading) {
    TracePart part;
    try {
      part = reading.part();
    } catch (Refusal refusal) {
      refused(refusal);
      return;
    } catch (RuntimeException e) {
      // One that got out of the source would meet the same record after every restart.
      refused(
          new Refusal(
              DeadLetterReason.undecodable,
              "an item is not as its format has it (%s)".formatted(e.getClass().getSimpleName())));
      return;
    }
    if (part == null) {
      ignored();
    } else {
      next++;
      items.part(part);
    }
  }

  private TracePart part(OtlpSpan span) throws Refusal {
    Map<String, JsonNode> attributes = SpanAttributes.of(span);
    Facts facts = new Facts(attributes);
    boolean isError = span.isError() || facts.has("error.type") || isErrorStatus(facts);
    PartRole role = SpanAttributes.role(span, facts);
    if (role == null) {
      return null;
    }
    String traceId = TraceIds.trace(span.traceId());
    String spanId = TraceIds.span(span.spanId());
    requireTime(span.endNanos());
    boolean hasStart = span.startNanos() > 0 && span.startNanos() <= span.endNanos();
    long start = hasStart ? span.startNanos() : span.endNanos();
    TelemetryEvent event = event(traceId, spanId, TraceIds.event(traceId, spanId), span.endNanos());
    PartFields.fill(event, role, facts);
    if (role == PartRole.MODEL_CALL || role == PartRole.TOOL_CALL) {
      event.setEventCategory(
          role == PartRole.MODEL_CALL ? EventCategory.inference : EventCategory.tool);
      event.setEventAction(event.getGenAiOperationName());
      event.setEventDuration(
          hasStart ? Long.valueOf((span.endNanos() - start) / NANOS_PER_MILLI) : null);
    }
    switch (role) {
      case MODEL_CALL -> {
        MessageContent.fill(event, facts);
        (isError ? Ending.failed(facts) : Ending.answered(facts, EventOutcome.success))
            .writeTo(event);
      }
      case TOOL_CALL -> {
        event.setEventOutcome(isError ? EventOutcome.failed : EventOutcome.success);
        event.setErrorType(isError ? PartFields.errorType(facts) : null);
      }
      case HTTP -> Ending.failed(facts).writeTo(event);
      case WRAPPER, CONTEXT, MESSAGE -> event.setEventOutcome(EventOutcome.unknown);
    }
    return new TracePart(
        traceId,
        spanId,
        TraceIds.parent(span.parentSpanId()),
        start,
        span.endNanos(),
        role,
        span.origin().scope(),
        event);
  }

  private TracePart part(OtlpLog log) throws Refusal {
    Map<String, JsonNode> attributes = MessageLog.attributes(log);
    if (attributes.isEmpty()) {
      return null;
    }
    String traceId = TraceIds.trace(log.traceId());
    String spanId = TraceIds.span(log.spanId());
    requireTime(log.timeNanos());
    Facts facts = new Facts(attributes);
    // Records of one span come in one request, often at the same millisecond.
    String id = TraceIds.event(traceId, spanId) + '-' + log.timeNanos() + '-' + next;
    TelemetryEvent event = event(traceId, spanId, id, log.timeNanos());
    event.setEventSequence(next);
    PartFields.fill(event, PartRole.MESSAGE, facts);
    MessageContent.fill(event, facts);
    Ending.answered(facts, EventOutcome.unknown).writeTo(event);
    return new TracePart(
        traceId,
        spanId,
        "",
        log.timeNanos(),
        log.timeNanos(),
        PartRole.MESSAGE,
        log.origin().scope(),
        event);
  }

  static boolean isErrorStatus(Facts facts) {
    String status = PartFields.status(facts);
    return status != null
        && facts.has("labels." + PartFields.STATUS_CODE)
        && status.charAt(0) >= '4';
  }

  private static TelemetryEvent event(String traceId, String spanId, String id, long timeNanos) {
    return TelemetryEvent.newBuilder()
        .setEventId(id)
        .setEventTime(timeNanos / NANOS_PER_MILLI)
        .setTraceId(traceId)
        .setSpanId(spanId)
        .setLabels(new HashMap<>())
        .setVerdicts(List.of())
        .build();
  }

  private static void requireTime(long nanos) throws Refusal {
    if (nanos <= 0) {
      throw new Refusal(DeadLetterReason.invalid_time, "a time is missing, or later than 2262");
    }
  }
}
