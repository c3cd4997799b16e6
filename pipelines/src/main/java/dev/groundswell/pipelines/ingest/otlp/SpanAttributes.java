package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;

/** All that a span says itself, as attributes: its own, its status and its exceptions. */
final class SpanAttributes {

  private SpanAttributes() {}

  static Map<String, JsonNode> of(OtlpSpan span) {
    Map<String, JsonNode> all = new HashMap<>(span.attributes());
    // An exception that was caught, as before a second try, is no end.
    if (span.isError()) {
      span.exceptions().forEach(all::putAll);
      all.put("status.message", TextNode.valueOf(span.statusMessage()));
    }
    all.putAll(IndexedMessages.of(span.attributes()));
    return all;
  }
}
