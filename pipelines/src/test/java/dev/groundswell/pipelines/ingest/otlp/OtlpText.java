package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Writes requests in OTLP's JSON, one span or log record after another. */
final class OtlpText {

  static final String TRACE = "5b8efff798038103d269b633813fc60c";

  private static final long SECOND = 1_000_000_000L;
  private static final long BASE = 1_767_225_600L * SECOND;

  private final ObjectNode request = JsonNodeFactory.instance.objectNode();
  private ObjectNode resource;
  private ArrayNode items;
  private ObjectNode item;

  /** Spans that follow are of this library. */
  OtlpText traces(String scope) {
    items = open("resourceSpans", "scopeSpans", "spans", scope);
    return this;
  }

  /** Log records that follow are of this library. */
  OtlpText logs(String scope) {
    items = open("resourceLogs", "scopeLogs", "logRecords", scope);
    return this;
  }

  /** An attribute of the process that wrote what follows. */
  OtlpText resource(String key, String value) {
    attribute(resource.withObject("/resource").withArray("attributes"), key, value);
    return this;
  }

  /** A span from one second to another after the beginning of 2026. */
  OtlpText span(int id, int parent, int fromSecond, int toSecond) {
    item = items.addObject();
    item.put("traceId", TRACE).put("spanId", spanId(id)).put("kind", 1);
    if (parent > 0) {
      item.put("parentSpanId", spanId(parent));
    }
    item.put("startTimeUnixNano", String.valueOf(BASE + fromSecond * SECOND));
    item.put("endTimeUnixNano", String.valueOf(BASE + toSecond * SECOND));
    return this;
  }

  OtlpText client() {
    return with(span -> span.put("kind", 3));
  }

  OtlpText error(String message) {
    return with(span -> span.putObject("status").put("code", 2).put("message", message));
  }

  OtlpText log(int span, int second, String eventName) {
    item = items.addObject();
    item.put("traceId", TRACE).put("spanId", spanId(span)).put("eventName", eventName);
    item.put("timeUnixNano", String.valueOf(BASE + second * SECOND));
    return this;
  }

  /** A body of one entry. */
  OtlpText body(String key, String value) {
    return with(
        log ->
            attribute(
                log.putObject("body").putObject("kvlistValue").putArray("values"), key, value));
  }

  OtlpText put(String key, String value) {
    return with(span -> attribute(span.withArray("attributes"), key, value));
  }

  OtlpText put(String key, long value) {
    return with(
        span ->
            span.withArray("attributes")
                .addObject()
                .put("key", key)
                .putObject("value")
                .put("intValue", value));
  }

  OtlpText with(Consumer<ObjectNode> change) {
    change.accept(item);
    return this;
  }

  ReadParts read() {
    return ReadParts.json(request.toString());
  }

  @Override
  public String toString() {
    return request.toString();
  }

  static String spanId(int id) {
    return "%016x".formatted(id);
  }

  private static void attribute(ArrayNode attributes, String key, String value) {
    attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
  }

  private ArrayNode open(String resources, String scopes, String list, String scope) {
    resource = request.withArray(resources).addObject();
    ObjectNode opened = resource.putArray(scopes).addObject();
    opened.putObject("scope").put("name", scope);
    return opened.putArray(list);
  }
}
