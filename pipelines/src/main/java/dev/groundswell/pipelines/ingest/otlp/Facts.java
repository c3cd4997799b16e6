package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What attributes say, in the words of the canonical event. */
final class Facts {

  private static final String MESSAGE = "error.message";
  private static final String TYPE = "error.type";

  private final Map<String, JsonNode> chosen = new HashMap<>();
  private final Map<String, Alias> aliases = new HashMap<>();
  private final Map<String, List<String>> texts = new HashMap<>();
  private final List<String> messages = new ArrayList<>();

  /** A span's own and its exceptions': one of them may tell what the other does not. */
  private final List<String> types = new ArrayList<>();

  /**
   * @param own attributes by name
   * @param resource those of the process, which count where its own say nothing
   */
  Facts(Map<String, JsonNode> own, Map<String, JsonNode> resource) {
    addAll(own, Set.of());
    addAll(resource, Set.copyOf(chosen.keySet()));
  }

  private void addAll(Map<String, JsonNode> attributes, Set<String> said) {
    attributes.forEach(
        (name, value) -> {
          if (!isEmpty(value)) {
            Aliases.named(name).stream()
                .filter(alias -> !said.contains(alias.field()))
                .forEach(alias -> add(alias, value));
          }
        });
  }

  /** Whether attributes give a field a value. */
  boolean has(String field) {
    return chosen.containsKey(field);
  }

  /** Whether somebody says in words what went wrong. */
  boolean hasMessage() {
    return !messages.isEmpty();
  }

  /** The value of a field, or the one that others imply; null if there is neither. */
  String text(String field) {
    List<String> texts = texts(field);
    return texts.isEmpty() ? null : texts.get(0);
  }

  /** The values of a field, or the one that others imply. */
  List<String> texts(String field) {
    List<String> known = texts.get(field);
    if (known == null) {
      known = read(field); // It asks for others, so the map cannot compute it.
      texts.put(field, known);
    }
    return known;
  }

  private List<String> read(String field) {
    if (!has(field)) {
      String implied = implied(field);
      return implied == null ? List.of() : List.of(implied);
    }
    JsonFields value = new JsonFields(chosen.get(field));
    List<JsonFields> values = value.node().isArray() ? value.elements() : List.of(value);
    return values.stream()
        .map(JsonFields::text)
        .filter(Objects::nonNull)
        .map(text -> meaning(field, text))
        .filter(Objects::nonNull)
        .limit(EventLimits.LIST_ITEMS)
        .toList();
  }

  /** The value that other fields imply, whatever attributes say; null if they imply none. */
  String implied(String field) {
    Alias implying = implying(field);
    return implying == null ? null : implying.becomes();
  }

  /** What of other fields implies a value; null if nothing does. */
  Alias implying(String field) {
    for (Alias alias : Aliases.values(field)) {
      if (!alias.name().equals(field) && holds(alias)) {
        return alias;
      }
    }
    return null;
  }

  /** The value of a field as a whole number; null if there is none. */
  Long number(String field) throws Refusal {
    return new JsonFields(node(field)).wholeNumber();
  }

  /** The value of a field as a number; null if there is none. */
  Double decimal(String field) {
    JsonNode value = node(field);
    return value.isNumber() ? Double.valueOf(value.doubleValue()) : null;
  }

  /** The value of a field, as sent, in one text; null if there is none. */
  String raw(String field) {
    JsonNode value = node(field);
    return value.isNull() ? null : value.isValueNode() ? value.asText() : value.toString();
  }

  /** The value of a field as messages. */
  Messages messages(String field) {
    return aliases.get(field) != null && aliases.get(field).becomes().equals("text")
        ? new Messages(new JsonFields(node(field)))
        : Messages.of(node(field));
  }

  private void add(Alias alias, JsonNode value) {
    if (alias.field().equals(MESSAGE)) {
      messages.add(value.asText());
    } else if (alias.field().equals(TYPE)) {
      types.add(value.asText());
    }
    Alias other = aliases.get(alias.field());
    if (other == null || alias.row() < other.row()) {
      aliases.put(alias.field(), alias);
      chosen.put(alias.field(), value);
    }
  }

  private JsonNode node(String field) {
    return chosen.getOrDefault(field, NullNode.getInstance());
  }

  private boolean holds(Alias alias) {
    return switch (alias.name()) {
      case MESSAGE -> messages.stream().anyMatch(message -> message.contains(alias.value()));
      case TYPE -> types.stream().anyMatch(alias.value()::equalsIgnoreCase);
      default ->
          has(alias.name())
              && texts(alias.name()).stream().anyMatch(alias.value()::equalsIgnoreCase);
    };
  }

  private static String meaning(String field, String text) {
    for (Alias alias : Aliases.values(field)) {
      if (alias.name().equals(field) && alias.value().equalsIgnoreCase(text)) {
        return alias.becomes().equals(Alias.ANY) ? null : alias.becomes();
      }
    }
    return text;
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isTextual()
        ? value.textValue().isEmpty()
        : value.isNull() || value.isMissingNode() || (value.isContainerNode() && value.isEmpty());
  }
}
