package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Values of OTLP as plain JSON, so that both encodings mean the same. */
final class ProtoValues {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ProtoValues() {}

  static Map<String, JsonNode> attributes(List<KeyValue> attributes) {
    Map<String, JsonNode> values = new HashMap<>();
    attributes.forEach(attribute -> values.put(attribute.getKey(), json(attribute.getValue())));
    return values;
  }

  /** The value; the parser has bounded how deep it is. Bytes are no value that anybody reads. */
  static JsonNode json(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> NODES.textNode(value.getStringValue());
      case BOOL_VALUE -> NODES.booleanNode(value.getBoolValue());
      case INT_VALUE -> NODES.numberNode(value.getIntValue());
      case DOUBLE_VALUE -> NODES.numberNode(value.getDoubleValue());
      case ARRAY_VALUE -> {
        ArrayNode array = NODES.arrayNode();
        value.getArrayValue().getValuesList().forEach(element -> array.add(json(element)));
        yield array;
      }
      case KVLIST_VALUE -> {
        ObjectNode object = NODES.objectNode();
        value
            .getKvlistValue()
            .getValuesList()
            .forEach(entry -> object.set(entry.getKey(), json(entry.getValue())));
        yield object;
      }
      default -> NODES.nullNode();
    };
  }

  static String hex(ByteString id) {
    // An id is 8 or 16 bytes; what is longer is refused by its length.
    return HexFormat.of().formatHex(id.substring(0, Math.min(id.size(), 17)).toByteArray());
  }
}
