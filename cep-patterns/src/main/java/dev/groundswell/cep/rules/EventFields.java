package dev.groundswell.cep.rules;

import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Builds events from values by dotted field name, as sample events write them. */
public final class EventFields {

  private static final String LABELS = "labels";
  private static final String LABEL_PREFIX = LABELS + ".";

  private static final String ABSENT = "null";

  private EventFields() {}

  /**
   * An event with these values and the defaults of the schema for the others.
   *
   * @param values text by dotted field name; several values of one field are separated by commas;
   *     {@code null} is no value
   * @throws IllegalArgumentException for an unknown field or a value that does not fit its field
   */
  public static TelemetryEvent event(String id, Instant time, Map<String, String> values) {
    TelemetryEvent event =
        TelemetryEvent.newBuilder().setEventId(id).setEventTime(time.toEpochMilli()).build();
    Map<String, String> labels = new HashMap<>();
    values.forEach(
        (name, text) -> {
          TelemetryField field = named(name);
          if (ABSENT.equals(text)) {
            return;
          }
          if (name.startsWith(LABEL_PREFIX)) {
            labels.put(name.substring(LABEL_PREFIX.length()), text);
          } else {
            event.put(field.position(), value(field, text));
          }
        });
    event.setLabels(labels);
    return event;
  }

  /** The symbols of a field whose values are an enum's. */
  static List<String> symbols(TelemetryField field) {
    return schema(field).getEnumSymbols();
  }

  private static TelemetryField named(String name) {
    return TelemetryField.named(name)
        .orElseThrow(() -> new IllegalArgumentException("no field `%s`".formatted(name)));
  }

  private static Object value(TelemetryField field, String text) {
    Schema schema = schema(field);
    try {
      return switch (schema.getType()) {
        case STRING -> text;
        case LONG -> Long.valueOf(text);
        case INT -> Integer.valueOf(text);
        case DOUBLE -> finite(text);
        case BOOLEAN -> Boolean.valueOf(text);
        case ENUM -> SpecificData.get().createEnum(symbol(schema, text), schema);
        case ARRAY -> new ArrayList<>(List.of(text.split(",")));
        default -> throw new IllegalStateException("no sample can hold a " + schema.getType());
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s needs a number, not `%s`".formatted(field.name(), text), e);
    }
  }

  private static Double finite(String text) {
    Double number = Double.valueOf(text);
    if (!Double.isFinite(number)) {
      throw new NumberFormatException("not a number that an event can have");
    }
    return number;
  }

  private static String symbol(Schema schema, String text) {
    if (!schema.hasEnumSymbol(text)) {
      throw new IllegalArgumentException(
          "no value `%s`; there are %s".formatted(text, schema.getEnumSymbols()));
    }
    return text;
  }

  private static Schema schema(TelemetryField field) {
    Schema schema = TelemetryEvent.getClassSchema().getFields().get(field.position()).schema();
    return schema.isUnion() ? schema.getTypes().get(1) : schema;
  }
}
