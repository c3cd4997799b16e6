package dev.groundswell.local.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/** Makes the values of records from JSON, as their schema asks. */
final class AvroValues {

  private static final String WHOLE = "a whole number";
  private static final int SHOWN = 60;
  private static final Set<String> TIMES = Set.of("event.time", "event.observed");

  private final Consumer<String> unknown;

  AvroValues(Consumer<String> unknown) {
    this.unknown = unknown;
  }

  /**
   * A value that is not null.
   *
   * @param name name of the field, for messages
   */
  Object value(String name, Schema schema, JsonNode json) throws UnusableEventException {
    return switch (schema.getType()) {
      case UNION -> value(name, schema.getTypes().get(1), json);
      case STRING -> {
        require(json.isValueNode(), name, "a text", json);
        yield json.asText();
      }
      case BOOLEAN -> {
        require(json.isBoolean(), name, "true or false", json);
        yield json.booleanValue();
      }
      case INT -> {
        require(json.isIntegralNumber() && json.canConvertToInt(), name, WHOLE, json);
        yield json.intValue();
      }
      case LONG -> TIMES.contains(name) && json.isTextual() ? time(name, json) : whole(name, json);
      case DOUBLE -> {
        // What is too large for a number of this kind is read as infinite.
        require(json.isNumber() && Double.isFinite(json.doubleValue()), name, "a number", json);
        yield json.doubleValue();
      }
      case ENUM -> {
        require(
            schema.hasEnumSymbol(json.asText()), name, "one of " + schema.getEnumSymbols(), json);
        yield SpecificData.get().createEnum(json.asText(), schema);
      }
      case ARRAY -> list(name, schema, json);
      case RECORD -> struct(name, schema, json);
      default -> throw new IllegalStateException("no event has a " + schema.getType());
    };
  }

  private static long whole(String name, JsonNode json) throws UnusableEventException {
    require(json.isIntegralNumber() && json.canConvertToLong(), name, WHOLE, json);
    return json.longValue();
  }

  private static long time(String name, JsonNode json) throws UnusableEventException {
    try {
      return Instant.parse(json.textValue()).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw unusable(name, "a time with a zone, such as 2026-01-01T00:00:00Z", json);
    }
  }

  private List<Object> list(String name, Schema schema, JsonNode json)
      throws UnusableEventException {
    List<Object> values = new ArrayList<>();
    for (JsonNode each : json.isArray() ? json : List.of(json)) {
      values.add(value(name, schema.getElementType(), each));
    }
    return values;
  }

  private IndexedRecord struct(String name, Schema schema, JsonNode json)
      throws UnusableEventException {
    require(json.isObject(), name, "an object", json);
    IndexedRecord made = (IndexedRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = json.path(field.name());
      if (!value.isNull() && !value.isMissingNode()) {
        made.put(field.pos(), value(name + "." + field.name(), field.schema(), value));
      } else if (field.hasDefaultValue()) {
        made.put(field.pos(), SpecificData.get().getDefaultValue(field));
      } else {
        throw new UnusableEventException("%s.%s: is missing".formatted(name, field.name()));
      }
    }
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (schema.getField(entry.getKey()) == null) {
        unknown.accept(name + "." + entry.getKey());
      }
    }
    return made;
  }

  private static void require(boolean fits, String name, String needed, JsonNode found)
      throws UnusableEventException {
    if (!fits) {
      throw unusable(name, needed, found);
    }
  }

  private static UnusableEventException unusable(String name, String needed, JsonNode found) {
    String text = found.toString();
    return new UnusableEventException(
        "%s: needs %s, not %s"
            .formatted(
                name, needed, text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text));
  }
}
