package dev.groundswell.schemas;

import java.util.Optional;

/**
 * One field of {@link TelemetryEvent} under the dotted name by which rules address it.
 *
 * @param name dotted name, OpenTelemetry GenAI or ECS where those have one, such as {@code
 *     event.outcome}
 * @param position index of the field in the Avro schema
 * @param type what its values are
 * @param unit unit of its values, empty where they have none
 * @param source who fills it
 * @param example one value
 * @param doc what it means
 */
public record TelemetryField(
    String name,
    int position,
    FieldType type,
    String unit,
    String source,
    String example,
    String doc) {

  static final String LABEL_PREFIX = "labels.";

  private static final int LABELS = TelemetryEvent.getClassSchema().getField("labels").pos();

  /**
   * The field's value in an event: a {@code String}, {@code Long}, {@code Integer}, {@code Double},
   * {@code Boolean}, an enum constant, a {@code List<String>}, or null where the event has none.
   */
  public Object value(TelemetryEvent event) {
    return position == LABELS
        ? event.getLabels().get(name.substring(LABEL_PREFIX.length()))
        : event.get(position);
  }

  /** The field of that dotted name; {@code labels.KEY} names an entry of the labels. */
  public static Optional<TelemetryField> named(String name) {
    return TelemetryFields.named(name);
  }
}
