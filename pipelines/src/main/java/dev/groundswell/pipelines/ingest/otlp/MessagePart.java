package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.DerivedId;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.PartFate;
import dev.groundswell.schemas.PartRole;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import java.util.Map;
import java.util.TreeMap;

/** Log records as parts. */
final class MessagePart {

  private MessagePart() {}

  /**
   * What a record says; null if it is nothing of a call.
   *
   * @param index of the record in its request: messages of one call often have one time. It is not
   *     in the id, since a record that is sent again may come in other company
   * @param format wire name of the format that it came in
   */
  static TracePart of(OtlpLog log, int index, String format) throws Refusal {
    Map<String, JsonNode> attributes = MessageLog.attributes(log);
    if (attributes.isEmpty()) {
      return null;
    }
    String traceId = TraceIds.trace(log.traceId());
    String spanId = TraceIds.span(log.spanId());
    Facts facts = new Facts(attributes, log.origin().resource());
    String id = TraceIds.event(traceId, spanId) + '-' + DerivedId.of(content(log));
    TelemetryEvent event = PartEvent.of(id, traceId, spanId, log.timeNanos());
    event.setEventSequence((long) index);
    PartFields.fill(event, PartRole.message, facts);
    MessageContent.fill(event, facts);
    Ending.answered(facts, EventOutcome.unknown).writeTo(event);
    return new TracePart(
        format,
        traceId,
        spanId,
        "",
        log.timeNanos(),
        log.timeNanos(),
        PartRole.message,
        log.origin().scope(),
        event,
        PartFate.open);
  }

  private static String[] content(OtlpLog log) {
    return new String[] {
      Long.toString(log.timeNanos()),
      log.eventName(),
      log.body().toString(),
      new TreeMap<>(log.attributes()).toString()
    };
  }
}
