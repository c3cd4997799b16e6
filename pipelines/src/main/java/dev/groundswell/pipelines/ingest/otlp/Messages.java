package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.pipelines.ingest.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was said in a call, in every shape in which libraries keep it: a list of messages, as itself
 * or as JSON in a string, the body of a request that holds one, or plain text.
 *
 * @param content the list, the object or the text
 */
record Messages(JsonFields content) {

  private static final JsonReader READER = new JsonReader();
  private static final Set<String> USER = Set.of("user", "human");

  /** Parts that are text; what has no type says so by having text. */
  private static final Set<String> TEXT = Set.of("text", "input_text", "output_text");

  static Messages of(JsonNode value) {
    return new Messages(new JsonFields(parsed(value)));
  }

  /** The last message of the user; null if there is none. Earlier ones were last ones before. */
  String lastUserText() {
    JsonFields list = list();
    String last = null;
    boolean hasRoles = false;
    for (JsonFields message : list.elements()) {
      String role = message.text("role");
      hasRoles |= role != null;
      if (role != null && USER.contains(role)) {
        last = text(message);
      }
    }
    return hasRoles ? last : text(list);
  }

  /** Characters of all messages; null if there is no text. */
  Long length() {
    JsonFields list = list();
    List<JsonFields> messages = list.node().isArray() ? list.elements() : List.of(list);
    long length =
        messages.stream()
            .map(Messages::text)
            .filter(Objects::nonNull)
            .mapToLong(text -> text.codePointCount(0, text.length()))
            .sum();
    return length == 0 ? null : length;
  }

  /** Texts of a message or of a part of one; null if it has none. */
  static String text(JsonFields message) {
    if (message.node().isTextual()) {
      return message.text();
    }
    if (message.node().isArray()) {
      String joined =
          message.elements().stream()
              .map(Messages::text)
              .filter(Objects::nonNull)
              .collect(Collectors.joining("\n"));
      return joined.isEmpty() ? null : joined;
    }
    String type = message.text("type");
    if (type != null && !TEXT.contains(type) && !type.equals("message")) {
      return null;
    }
    for (String name : new String[] {"content", "parts", "text", "message_content"}) {
      String text = message.at(name).isPresent() ? text(message.at(name)) : null;
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private JsonFields list() {
    for (String name : new String[] {"messages", "prompt", "input"}) {
      JsonFields inner = content.at(name);
      if (inner.isPresent()) {
        return inner;
      }
    }
    return content;
  }

  /** A list of texts may hold JSON too; only what is JSON from its first character is tried. */
  private static JsonNode parsed(JsonNode value) {
    if (value.isArray() && value.size() > 0 && value.get(0).isTextual()) {
      List<JsonNode> elements = new ArrayList<>();
      value.forEach(element -> elements.add(parsed(element)));
      return JsonNodeFactory.instance.arrayNode().addAll(elements);
    }
    if (!value.isTextual() || value.textValue().isEmpty()) {
      return value;
    }
    if ("[{\"".indexOf(value.textValue().charAt(0)) < 0) {
      return value;
    }
    try {
      return READER.value(value.textValue());
    } catch (Refusal notJson) {
      return value;
    }
  }
}
