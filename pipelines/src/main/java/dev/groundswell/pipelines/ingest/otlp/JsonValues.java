package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of OTLP's own JSON as plain JSON. An integer is a string by the specification, and a
 * number from JavaScript; either is kept.
 */
final class JsonValues {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> SCALARS =
      List.of("stringValue", "intValue", "doubleValue", "boolValue");

  private JsonValues() {}

  static Map<String, JsonNode> attributes(JsonFields attributes) {
    Map<String, JsonNode> values = new HashMap<>();
    for (JsonFields attribute : attributes.elements()) {
      String key = attribute.text("key");
      if (key != null) {
        values.put(key, json(attribute.at("value")));
      }
    }
    return values;
  }

  /** The value; null for an empty one and for bytes. */
  static JsonNode json(JsonFields value) {
    for (String scalar : SCALARS) {
      JsonNode node = value.at(scalar).node();
      if (node.isValueNode() && !node.isNull()) {
        return node;
      }
    }
    if (value.at("arrayValue").node().isObject()) {
      ArrayNode array = NODES.arrayNode();
      value.elements("arrayValue", "values").forEach(element -> array.add(json(element)));
      return array;
    }
    if (value.at("kvlistValue").node().isObject()) {
      ObjectNode object = NODES.objectNode();
      attributes(value.at("kvlistValue", "values")).forEach(object::set);
      return object;
    }
    return NullNode.getInstance();
  }
}
