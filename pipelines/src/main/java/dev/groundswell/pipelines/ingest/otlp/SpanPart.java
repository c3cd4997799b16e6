package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.PartFate;
import dev.groundswell.schemas.PartRole;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import java.util.List;

/** Spans as parts. */
final class SpanPart {

  private static final String MODEL = "gen_ai.request.model";

  /** What makes a span worth keeping that is neither a call nor around one. */
  private static final List<String> IDENTITIES = List.of("user.id", "session.id", "client.address");

  private SpanPart() {}

  /** Whether a span says anything of a call. */
  static boolean isPart(OtlpSpan span) {
    return role(span, facts(span)) != null;
  }

  /**
   * What a span says; null if it is nothing of a call.
   *
   * @param format wire name of the format that it came in
   */
  static TracePart of(OtlpSpan span, String format) throws Refusal {
    Facts facts = facts(span);
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
      case model_call -> fillCall(event, facts, isError);
      case tool_call -> fillTool(event, facts, isError);
      case http -> Ending.failed(facts).writeTo(event);
      case wrapper, context, message -> {}
    }
    boolean hasStart = span.startNanos() > 0 && span.startNanos() <= span.endNanos();
    long start = hasStart ? span.startNanos() : span.endNanos();
    if (hasStart && (role == PartRole.model_call || role == PartRole.tool_call)) {
      event.setEventDuration((span.endNanos() - start) / PartEvent.NANOS_PER_MILLI);
    }
    return new TracePart(
        format,
        traceId,
        spanId,
        TraceIds.parent(span.parentSpanId()),
        start,
        span.endNanos(),
        role,
        span.origin().scope(),
        event,
        PartFate.open);
  }

  private static Facts facts(OtlpSpan span) {
    return new Facts(SpanAttributes.of(span), span.origin().resource());
  }

  private static PartRole role(OtlpSpan span, Facts facts) {
    String role = facts.implied("role");
    if (role != null) {
      return PartRole.valueOf(role);
    }
    if (facts.has(MODEL) && (span.isClient() || !facts.has("gen_ai.operation.name"))) {
      return PartRole.model_call;
    }
    if (span.isClient()) {
      // It knows no more of the user than the spans around it, and every query of a database is
      // one.
      return hasErrorStatus(facts) && !span.parentSpanId().isEmpty() ? PartRole.http : null;
    }
    return IDENTITIES.stream().anyMatch(facts::has) ? PartRole.context : null;
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
