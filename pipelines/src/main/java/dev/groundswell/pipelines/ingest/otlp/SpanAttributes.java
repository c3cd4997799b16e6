package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that a span says, as attributes: its own, its resource's, its status and its exceptions. */
final class SpanAttributes {

  /** What makes a span worth keeping that is neither a call nor around one. */
  private static final List<String> IDENTITIES = List.of("user.id", "session.id", "client.address");

  private SpanAttributes() {}

  static Map<String, JsonNode> of(OtlpSpan span) {
    Map<String, JsonNode> all = new HashMap<>(span.origin().resource());
    all.putAll(span.attributes());
    // An exception that was caught, as before a second try, is no end.
    if (span.isError()) {
      span.exceptions().forEach(all::putAll);
      all.put("status.message", TextNode.valueOf(span.statusMessage()));
    }
    all.putAll(IndexedMessages.of(span.attributes()));
    return all;
  }

  /** What a span is; null if it says nothing of a call. */
  static PartRole role(OtlpSpan span, Facts facts) {
    String role = facts.implied("role");
    if (role != null) {
      return PartRole.valueOf(role.toUpperCase(java.util.Locale.ROOT));
    }
    boolean namesModel = facts.has("gen_ai.request.model");
    if (namesModel && (span.isClient() || !facts.has("gen_ai.operation.name"))) {
      return PartRole.MODEL_CALL;
    }
    if (span.isClient()) {
      // A client span knows no more of the user than its parents; every query of a database is one.
      return PartReader.isErrorStatus(facts) && !span.parentSpanId().isEmpty()
          ? PartRole.HTTP
          : null;
    }
    return IDENTITIES.stream().anyMatch(facts::has) || namesModel ? PartRole.CONTEXT : null;
  }
}
