package dev.groundswell.sinks.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * A JSON object that is filled by dotted names, the way ECS writes them. What is absent or empty
 * leaves no field.
 */
final class EcsJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode root = NODES.objectNode();

  EcsJson put(String dottedName, Object value) {
    if (value == null || (value instanceof Collection<?> many && many.isEmpty())) {
      return this;
    }
    String[] path = dottedName.split("\\.", -1);
    ObjectNode parent = root;
    for (int i = 0; i < path.length - 1; i++) {
      parent = parent.withObjectProperty(path[i]);
    }
    parent.set(path[path.length - 1], node(value));
    return this;
  }

  byte[] toBytes() {
    try {
      return MAPPER.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A tree of plain values is always JSON", e);
    }
  }

  private static JsonNode node(Object value) {
    if (value instanceof EcsJson object) {
      return object.root;
    }
    if (value instanceof Collection<?> many) {
      ArrayNode array = NODES.arrayNode();
      many.forEach(element -> array.add(node(element)));
      return array;
    }
    if (value instanceof Map<?, ?> entries) {
      ObjectNode object = NODES.objectNode();
      entries.forEach((key, element) -> object.set(key.toString(), node(element)));
      return object;
    }
    return scalar(value);
  }

  private static JsonNode scalar(Object value) {
    if (value instanceof Long number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Integer number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Double number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return NODES.binaryNode(bytes);
    }
    if (value instanceof String || value instanceof Enum<?> || value instanceof Instant) {
      return NODES.textNode(value.toString());
    }
    throw new IllegalArgumentException("No JSON for a " + value.getClass().getName());
  }
}
