package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.cep.rules.YamlValue.Scalar;
import dev.groundswell.schemas.FieldType;
import dev.groundswell.schemas.TelemetryField;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code condition} of a count.
 *
 * @param threshold what the number must satisfy
 * @param field whose distinct values are counted; empty where events are
 */
record CountCondition(Threshold threshold, String field) {

  private static final String KEY = "condition";
  private static final String FIELD = "field";

  /** The condition of a count of events. */
  static CountCondition ofEvents(Fields correlation, Mapping mapping) {
    return new CountCondition(threshold(correlation, mapping, Set.of()), "");
  }

  /** The condition of a count of values: a comparison, and the field beside it. */
  static CountCondition ofValues(Fields correlation, Mapping mapping, Problems problems) {
    Threshold threshold = threshold(correlation, mapping, Set.of(FIELD));
    return mapping.get(KEY) instanceof Mapping condition
        ? new CountCondition(
            threshold, field(new Fields("correlation.condition.", condition, problems)))
        : new CountCondition(threshold, "");
  }

  private static Threshold threshold(Fields correlation, Mapping mapping, Set<String> besides) {
    if (mapping.get(KEY) instanceof Mapping condition) {
      Set<String> keys = new HashSet<>(condition.values().keySet());
      keys.removeAll(besides);
      Optional<Threshold> threshold =
          keys.size() == 1 ? threshold(keys.iterator().next(), condition) : Optional.empty();
      if (threshold.isPresent()) {
        return threshold.get();
      }
    }
    correlation.refuse(KEY, "must be one of gt, gte, lt, lte, eq, neq with a whole number");
    return new Threshold(Comparison.GTE, 1);
  }

  private static Optional<Threshold> threshold(String key, Mapping condition) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.name().toLowerCase(Locale.ROOT).equals(key)
          && condition.get(key) instanceof Scalar bound
          && bound.text() != null
          && bound.text().matches("\\d{1,9}")) {
        return Optional.of(new Threshold(comparison, Long.parseLong(bound.text())));
      }
    }
    return Optional.empty();
  }

  private static String field(Fields condition) {
    List<String> names = condition.texts(FIELD);
    if (names.isEmpty()) {
      condition.refuse(FIELD, "is missing; name the field whose values are counted");
      return "";
    }
    if (names.size() > 1) {
      condition.refuse(FIELD, "several fields are not supported; name one");
    }
    String name = names.get(0);
    Optional<TelemetryField> field = TelemetryField.named(name);
    if (field.isEmpty()) {
      condition.refuse(FIELD, "no field `%s`; see schemas/README.md".formatted(name));
    } else if (field.get().type() == FieldType.STRINGS) {
      condition.refuse(
          FIELD, "`%s` has several values in one event; name a field that has one".formatted(name));
    }
    return name;
  }
}
