package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.pipelines.ingest.json.JsonReader;
import dev.groundswell.schemas.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An export request in OTLP's JSON (OpenTelemetry Protocol, "JSON Protobuf Encoding"), or several
 * one after another. Unknown fields are skipped, as the specification asks.
 */
final class JsonRequest {

  private static final Set<String> CLIENT = Set.of("3", "SPAN_KIND_CLIENT");
  private static final Set<String> ERROR = Set.of("2", "STATUS_CODE_ERROR");

  private final JsonReader reader = new JsonReader();

  /** How an item of one signal is read. */
  @FunctionalInterface
  private interface Reading {

    void read(OtlpOrigin origin, JsonFields item) throws Refusal;
  }

  /** An item, not yet read. */
  private record Item(OtlpOrigin origin, JsonFields fields, Reading reading) {}

  /**
   * Hands out every item of a request.
   *
   * @throws Refusal if the JSON is damaged, or is no export request; then no item was handed out
   */
  void read(byte[] record, OtlpItems items) throws Refusal {
    List<Item> found = new ArrayList<>();
    for (JsonNode document : reader.values(JsonReader.utf8(record))) {
      open(new JsonFields(document), items, found);
    }
    for (Item item : found) {
      try {
        item.reading.read(item.origin, item.fields);
      } catch (Refusal refusal) {
        items.refused(refusal);
      }
    }
  }

  private static void open(JsonFields request, OtlpItems items, List<Item> found) throws Refusal {
    if (!request.at("resourceSpans").isPresent()
        && !request.at("resourceLogs").isPresent()
        && !request.at("resourceMetrics").isPresent()) {
      throw new Refusal(
          DeadLetterReason.undecodable, "no resourceSpans, resourceLogs or resourceMetrics");
    }
    open(
        request.elements("resourceSpans"),
        "scopeSpans",
        "spans",
        (origin, item) -> items.span(span(origin, item)),
        found);
    open(
        request.elements("resourceLogs"),
        "scopeLogs",
        "logRecords",
        (origin, item) -> items.log(log(origin, item)),
        found);
    open(
        request.elements("resourceMetrics"),
        "scopeMetrics",
        "metrics",
        (origin, item) -> items.ignored(),
        found);
  }

  private static void open(
      List<JsonFields> resources, String scopes, String items, Reading reading, List<Item> found)
      throws Refusal {
    for (JsonFields resource : resources) {
      OtlpLimits.attributes(resource.at("resource", "attributes").node().size());
      OtlpOrigin process =
          OtlpOrigin.ofProcess(JsonValues.attributes(resource.at("resource", "attributes")));
      for (JsonFields scope : resource.elements(scopes)) {
        OtlpOrigin origin = process.withScope(text(scope, "scope", "name"));
        for (JsonFields item : scope.elements(items)) {
          if (found.size() == OtlpLimits.MAX_ITEMS) {
            throw OtlpLimits.tooManyItems();
          }
          found.add(new Item(origin, item, reading));
        }
      }
    }
  }

  private static OtlpSpan span(OtlpOrigin origin, JsonFields span) throws Refusal {
    OtlpLimits.attributes(span.at("attributes").node().size());
    OtlpLimits.events(span.at("events").node().size());
    return new OtlpSpan(
        origin,
        text(span, "traceId"),
        text(span, "spanId"),
        text(span, "parentSpanId"),
        CLIENT.contains(text(span, "kind")),
        ERROR.contains(text(span, "status", "code")),
        text(span, "status", "message"),
        nanos(span, "startTimeUnixNano"),
        nanos(span, "endTimeUnixNano"),
        JsonValues.attributes(span.at("attributes")),
        span.elements("events").stream()
            .filter(event -> OtlpSpan.EXCEPTION.equals(event.text("name")))
            .map(event -> JsonValues.attributes(event.at("attributes")))
            .toList());
  }

  private static OtlpLog log(OtlpOrigin origin, JsonFields log) throws Refusal {
    OtlpLimits.attributes(log.at("attributes").node().size());
    long time = nanos(log, "timeUnixNano");
    return new OtlpLog(
        origin,
        text(log, "traceId"),
        text(log, "spanId"),
        time == 0 ? nanos(log, "observedTimeUnixNano") : time,
        text(log, "eventName"),
        JsonValues.json(log.at("body")),
        JsonValues.attributes(log.at("attributes")));
  }

  private static String text(JsonFields fields, String... path) {
    String text = fields.text(path);
    return text == null ? "" : text;
  }

  private static long nanos(JsonFields fields, String name) throws Refusal {
    Long nanos = fields.wholeNumber(name);
    return nanos == null ? 0 : nanos;
  }
}
