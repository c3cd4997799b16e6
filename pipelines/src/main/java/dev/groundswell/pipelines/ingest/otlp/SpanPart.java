package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.List;
import java.util.Locale;

/** Spans as parts. */
final class SpanPart {

  private static final String MODEL = "gen_ai.request.model";

  /** What makes a span worth keeping that is neither a call nor around one. */
  private static final List<String> IDENTITIES = List.of("user.id", "session.id", "client.address");

  private SpanPart() {}

  /** What a span says; null if it is nothing of a call. */
  static TracePart of(OtlpSpan span) throws Refusal {
    Facts facts = new Facts(SpanAttributes.of(span));
    PartRole role = role(span, facts);
    if (role == null) {
      return null;
    }
    String traceId = TraceIds.trace(span.traceId());
    String spanId = TraceIds.span(span.spanId());
    TelemetryEvent event =
        PartEvent.of(TraceIds.event(traceId, spanId), traceId, spanId, span.endNanos());
    PartFields.fill(event, role, facts);
    boolean isError = span.isError() || facts.has("error.type") || hasErrorStatus(facts);
    switch (role) {
      case MODEL_CALL -> fillCall(event, facts, isError);
      case TOOL_CALL -> fillTool(event, facts, isError);
      case HTTP -> Ending.failed(facts).writeTo(event);
      case WRAPPER, CONTEXT, MESSAGE -> {}
    }
    boolean hasStart = span.startNanos() > 0 && span.startNanos() <= span.endNanos();
    long start = hasStart ? span.startNanos() : span.endNanos();
    if (hasStart && (role == PartRole.MODEL_CALL || role == PartRole.TOOL_CALL)) {
      event.setEventDuration((span.endNanos() - start) / PartEvent.NANOS_PER_MILLI);
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

  private static PartRole role(OtlpSpan span, Facts facts) {
    String role = facts.implied("role");
    if (role != null) {
      return PartRole.valueOf(role.toUpperCase(Locale.ROOT));
    }
    if (facts.has(MODEL) && (span.isClient() || !facts.has("gen_ai.operation.name"))) {
      return PartRole.MODEL_CALL;
    }
    if (span.isClient()) {
      // It knows no more of the user than the spans around it, and every query of a database is
      // one.
      return hasErrorStatus(facts) && !span.parentSpanId().isEmpty() ? PartRole.HTTP : null;
    }
    return IDENTITIES.stream().anyMatch(facts::has) ? PartRole.CONTEXT : null;
  }

  private static void fillCall(TelemetryEvent event, Facts facts, boolean isError) {
    event.setEventCategory(EventCategory.inference);
    event.setEventAction(event.getGenAiOperationName());
    MessageContent.fill(event, facts);
    (isError ? Ending.failed(facts) : Ending.answered(facts, EventOutcome.success)).writeTo(event);
  }

  private static void fillTool(TelemetryEvent event, Facts facts, boolean isError) {
    event.setEventCategory(EventCategory.tool);
    event.setEventAction(event.getGenAiOperationName());
    event.setEventOutcome(isError ? EventOutcome.failed : EventOutcome.success);
    event.setErrorType(isError ? PartFields.errorType(facts) : null);
  }

  private static boolean hasErrorStatus(Facts facts) {
    String status = PartFields.sentStatus(facts);
    return status != null && status.charAt(0) >= '4';
  }
}
