package dev.groundswell.local.simulator.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.List;
import java.util.Map;

/**
 * Traces in OTLP's JSON (OTLP specification, "JSON Protobuf Encoding"): ids are hex, whole numbers
 * of 64 bits are texts, kinds and codes are numbers.
 */
final class OtlpJson implements WireFormat {

  private static final int ERROR = 2;
  private static final String NANOS_OF_A_MILLI = "000000";

  @Override
  public String wireName() {
    return "otlp-json";
  }

  @Override
  public byte[] encode(TelemetryEvent event) {
    CallTrace trace = CallTrace.of(event);
    ObjectNode service = Json.object();
    service.putObject("resource").set("attributes", attributes(trace.resource()));
    ArrayNode libraries = service.putArray("scopeSpans");
    for (CallSpan span : trace.spans()) {
      ObjectNode library = libraries.addObject();
      library.putObject("scope").put("name", span.scope());
      library.set("spans", Json.array(span(trace.traceId(), span)));
    }
    ObjectNode request = Json.object();
    request.set("resourceSpans", Json.array(service));
    return Json.bytes(request);
  }

  private static ObjectNode span(String traceId, CallSpan span) {
    ObjectNode json =
        Json.object()
            .put("traceId", traceId)
            .put("spanId", span.id())
            .put("parentSpanId", span.parentId())
            .put("name", span.name())
            .put("kind", span.kind().number())
            .put("startTimeUnixNano", span.startMs() + NANOS_OF_A_MILLI)
            .put("endTimeUnixNano", span.endMs() + NANOS_OF_A_MILLI);
    json.set("attributes", attributes(span.attributes()));
    ObjectNode status = json.putObject("status");
    if (span.error() != null) {
      status.put("code", ERROR).put("message", span.error());
    }
    return json;
  }

  private static ArrayNode attributes(Map<String, Object> attributes) {
    ArrayNode array = Json.array();
    attributes.forEach(
        (key, value) -> array.addObject().put("key", key).set("value", value(value)));
    return array;
  }

  private static ObjectNode value(Object value) {
    ObjectNode any = Json.object();
    if (value instanceof Long number) {
      any.put("intValue", number.toString());
    } else if (value instanceof List<?> list) {
      ArrayNode values = any.putObject("arrayValue").putArray("values");
      list.forEach(element -> values.add(value(element)));
    } else {
      any.put("stringValue", (String) value);
    }
    return any;
  }
}
