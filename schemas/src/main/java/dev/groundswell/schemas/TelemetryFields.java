package dev.groundswell.schemas;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** The field taxonomy, read from the properties that {@code TelemetryEvent.avsc} carries. */
public final class TelemetryFields {

  private static final Map<String, TelemetryField> BY_NAME = read(TelemetryEvent.getClassSchema());

  private static final List<TelemetryField> PSEUDONYMS =
      BY_NAME.values().stream()
          .filter(field -> field.type() == FieldType.STRING)
          .filter(field -> field.source().contains("pseudonymised"))
          .toList();

  private TelemetryFields() {}

  /** Every field that a rule can name, in the order of the schema; single labels are not listed. */
  public static Collection<TelemetryField> all() {
    return BY_NAME.values();
  }

  /** Those that say who it was, as pseudonyms once an event has left ingest. */
  public static List<TelemetryField> pseudonyms() {
    return PSEUDONYMS;
  }

  static Optional<TelemetryField> named(String name) {
    if (!name.startsWith(TelemetryField.LABEL_PREFIX)) {
      return Optional.ofNullable(BY_NAME.get(name));
    }
    Schema.Field labels = TelemetryEvent.getClassSchema().getField("labels");
    return Optional.of(field(name, labels, FieldType.STRING));
  }

  private static Map<String, TelemetryField> read(Schema schema) {
    Map<String, TelemetryField> fields = new LinkedHashMap<>();
    for (Schema.Field field : schema.getFields()) {
      String name = field.getProp("rule");
      if (name != null) {
        fields.put(name, field(name, field, type(field.schema())));
      }
    }
    return fields;
  }

  private static TelemetryField field(String name, Schema.Field field, FieldType type) {
    return new TelemetryField(
        name,
        field.pos(),
        type,
        property(field, "unit"),
        property(field, "source"),
        property(field, "example"),
        field.doc());
  }

  private static FieldType type(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> FieldType.STRING;
      case INT, LONG -> FieldType.LONG;
      case DOUBLE -> FieldType.DOUBLE;
      case BOOLEAN -> FieldType.BOOLEAN;
      case ENUM -> FieldType.ENUM;
      case ARRAY -> FieldType.STRINGS;
      case UNION -> type(schema.getTypes().get(1));
      default -> throw new IllegalStateException("no rule can compare a " + schema.getType());
    };
  }

  private static String property(Schema.Field field, String name) {
    return Optional.ofNullable(field.getProp(name)).orElse("");
  }
}
