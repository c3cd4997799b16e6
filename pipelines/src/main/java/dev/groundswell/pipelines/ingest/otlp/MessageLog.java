package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Log records that hold messages: one a message until OpenTelemetry's conventions 1.36, one for a
 * call, or for each of its halves, since.
 */
final class MessageLog {

  /** The attribute that names a record, before there was a field for it. */
  static final String EVENT_NAME = "event.name";

  private static final String USER = "gen_ai.user.message";
  private static final String CHOICE = "gen_ai.choice";
  private static final String DETAILS = "gen_ai.client.inference.operation.details";
  private static final Set<String> NAMES = Set.of(USER, CHOICE, DETAILS);

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MessageLog() {}

  static boolean isMessage(OtlpLog log) {
    return NAMES.contains(name(log));
  }

  /** What a record says, as attributes that a span would have; empty if it is no message of use. */
  static Map<String, JsonNode> attributes(OtlpLog log) {
    if (!isMessage(log)) {
      return Map.of(); // Most logs are: nothing is copied for them.
    }
    Map<String, JsonNode> all = new HashMap<>(log.attributes());
    JsonFields body = new JsonFields(log.body());
    switch (name(log)) {
      case USER -> all.put("gen_ai.input.messages", message("user", body));
      case CHOICE -> {
        all.put("gen_ai.output.messages", message("assistant", body.at("message")));
        all.put("gen_ai.response.finish_reasons", body.at("finish_reason").node());
      }
      default -> all.putIfAbsent("gen_ai.response.finish_reasons", finishReasons(all));
    }
    return all;
  }

  private static String name(OtlpLog log) {
    if (!log.eventName().isEmpty()) {
      return log.eventName();
    }
    JsonNode name = log.attributes().get(EVENT_NAME);
    return name == null ? "" : name.asText();
  }

  private static JsonNode message(String role, JsonFields body) {
    ArrayNode messages = NODES.arrayNode();
    messages.addObject().put("role", role).set("content", body.at("content").node());
    return messages;
  }

  private static JsonNode finishReasons(Map<String, JsonNode> attributes) {
    ArrayNode reasons = NODES.arrayNode();
    JsonNode messages = attributes.get("gen_ai.output.messages");
    if (messages != null) {
      for (JsonFields message : Messages.of(messages).content().elements()) {
        String reason = message.text("finish_reason");
        if (reason != null) {
          reasons.add(reason);
        }
      }
    }
    return reasons;
  }
}
