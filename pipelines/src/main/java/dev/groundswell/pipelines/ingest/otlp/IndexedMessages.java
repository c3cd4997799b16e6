package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages that stand in as many attributes as they have fields: {@code gen_ai.prompt.0.role},
 * {@code llm.input_messages.0.message.contents.1.message_content.text}.
 */
final class IndexedMessages {

  private static final Pattern INDEXED =
      Pattern.compile("([a-z_.]{1,64})\\.(\\d{1,5})\\.(.{1,128})");
  private static final Pattern PART =
      Pattern.compile("contents\\.(\\d{1,5})\\.message_content\\.(text|type)");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private IndexedMessages() {}

  /** Lists of messages by the name that a row of the table has for them. */
  static Map<String, JsonNode> of(Map<String, JsonNode> attributes) {
    Map<String, TreeMap<Integer, ObjectNode>> lists = new HashMap<>();
    attributes.forEach(
        (name, value) -> {
          // Names are many, and of most the first letters say that they are no such name.
          if (Aliases.indexed().stream().noneMatch(name::startsWith)) {
            return;
          }
          Matcher indexed = INDEXED.matcher(name);
          if (indexed.matches() && Aliases.isKnown(indexed.group(1) + ".N")) {
            ObjectNode message =
                lists
                    .computeIfAbsent(indexed.group(1) + ".N", list -> new TreeMap<>())
                    .computeIfAbsent(Integer.valueOf(indexed.group(2)), at -> NODES.objectNode());
            put(message, indexed.group(3), value);
          }
        });
    Map<String, JsonNode> arrays = new HashMap<>();
    lists.forEach(
        (name, messages) -> arrays.put(name, NODES.arrayNode().addAll(messages.values())));
    return arrays;
  }

  private static void put(ObjectNode message, String rest, JsonNode value) {
    String name = rest.startsWith("message.") ? rest.substring("message.".length()) : rest;
    Matcher part = PART.matcher(name);
    if (part.matches()) {
      ArrayNode parts = message.withArray("parts");
      int index = Integer.parseInt(part.group(1));
      while (parts.size() <= index && parts.size() < OtlpLimits.MAX_PARTS) {
        parts.addObject();
      }
      if (index < parts.size()) {
        ((ObjectNode) parts.get(index)).set(part.group(2), value);
      }
    } else {
      // Prompts and embeddings by themselves have names of their own for the text.
      message.set(
          name.equals("prompt.text") || name.equals("embedding.text") ? "text" : name, value);
    }
  }
}
