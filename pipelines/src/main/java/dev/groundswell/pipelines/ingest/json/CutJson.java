package dev.groundswell.pipelines.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** JSON whose end is missing: every value that stands in it whole. */
final class CutJson {

  private final Deque<JsonNode> open = new ArrayDeque<>();
  private JsonNode root = MissingNode.getInstance();
  private String name;

  private final int length;

  private CutJson(int length) {
    this.length = length;
  }

  /** What can be read before the end, or before the damage; a missing node if that is nothing. */
  static JsonNode beginning(ObjectReader reader, String text) {
    CutJson cut = new CutJson(text.length());
    try (JsonParser parser = reader.createParser(text)) {
      do {
        cut.take(parser.nextToken(), parser);
      } while (!cut.open.isEmpty());
    } catch (IOException | RuntimeException e) {
      // Here it ends.
    }
    return cut.root;
  }

  private void take(JsonToken token, JsonParser parser) throws IOException {
    if (token == null || token.isStructEnd()) {
      open.pollFirst();
    } else if (token == JsonToken.FIELD_NAME) {
      name = parser.currentName();
    } else if (token == JsonToken.START_OBJECT) {
      push(JsonNodeFactory.instance.objectNode());
    } else if (token == JsonToken.START_ARRAY) {
      push(JsonNodeFactory.instance.arrayNode());
    } else if (token.isNumeric() && parser.currentLocation().getCharOffset() == length) {
      // Only what follows a number shows that it is whole.
      open.clear();
    } else {
      put(scalar(token, parser));
    }
  }

  private void push(JsonNode container) {
    put(container);
    open.push(container);
  }

  private void put(JsonNode value) {
    if (open.peek() instanceof ObjectNode object) {
      object.set(name, value);
    } else if (open.peek() instanceof ArrayNode array) {
      array.add(value);
    } else {
      root = value;
    }
  }

  private static JsonNode scalar(JsonToken token, JsonParser parser) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (token) {
      case VALUE_STRING -> nodes.textNode(parser.getText());
      case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
      case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(token == JsonToken.VALUE_TRUE);
      default -> nodes.nullNode();
    };
  }
}
