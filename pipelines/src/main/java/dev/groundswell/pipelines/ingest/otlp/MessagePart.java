package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Map;

/** Log records as parts. */
final class MessagePart {

  private MessagePart() {}

  /**
   * What a record says; null if it is nothing of a call.
   *
   * @param index of the record in its request: messages of one call often have one time
   */
  static TracePart of(OtlpLog log, int index) throws Refusal {
    Map<String, JsonNode> attributes = MessageLog.attributes(log);
    if (attributes.isEmpty()) {
      return null;
    }
    String traceId = TraceIds.trace(log.traceId());
    String spanId = TraceIds.span(log.spanId());
    Facts facts = new Facts(attributes);
    String id = TraceIds.event(traceId, spanId) + '-' + log.timeNanos() + '-' + index;
    TelemetryEvent event = PartEvent.of(id, traceId, spanId, log.timeNanos());
    event.setEventSequence((long) index);
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
}
