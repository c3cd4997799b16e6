package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.EventSummary;
import java.util.List;
import java.util.Optional;

/** The part of a group that a nested correlation looks at by itself. */
final class GroupPart {

  private GroupPart() {}

  /** The values of these fields as one text that no other values have. */
  static Optional<String> values(EventSummary event, List<String> fields) {
    if (fields.size() == 1) {
      return Optional.ofNullable(event.getBoundValues().get(fields.get(0)));
    }
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      String value = event.getBoundValues().get(field);
      if (value == null) {
        return Optional.empty();
      }
      text.append(value.length()).append(':').append(value);
    }
    return Optional.of(text.toString());
  }
}
