package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Threshold.Bound;
import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.cep.rules.YamlValue.Scalar;
import dev.groundswell.schemas.FieldType;
import dev.groundswell.schemas.TelemetryField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a count counts and the {@code condition} that the number must satisfy. */
final class CountCondition {

  /** What a threshold is written as. */
  static final String COMPARISONS =
      "one of gt, gte, lt, lte, eq, neq with a number, or two of them for a range";

  private static final String KEY = "condition";
  private static final String FIELD = "field";
  private static final int MAX_BOUNDS = 2;
  private static final Threshold NONE = Threshold.of(Comparison.GTE, 1);

  private final Fields correlation;
  private final Problems problems;

  CountCondition(Fields correlation, Problems problems) {
    this.correlation = correlation;
    this.problems = problems;
  }

  /** The comparisons of a mapping, one or a range, beside these other keys. */
  static Optional<Threshold> threshold(YamlValue value, Set<String> others) {
    if (!(value instanceof Mapping condition)) {
      return Optional.empty();
    }
    List<Bound> bounds = new ArrayList<>();
    for (Map.Entry<String, YamlValue> entry : condition.values().entrySet()) {
      if (!others.contains(entry.getKey())) {
        Optional<Bound> bound = bound(entry.getKey(), entry.getValue());
        if (bound.isEmpty()) {
          return Optional.empty();
        }
        bounds.add(bound.get());
      }
    }
    return bounds.isEmpty() || bounds.size() > MAX_BOUNDS
        ? Optional.empty()
        : Optional.of(new Threshold(bounds));
  }

  /**
   * A condition on a number of events: a threshold and nothing beside it.
   *
   * @param most no more of them can be
   */
  Threshold ofEvents(Mapping mapping, long most) {
    return possible(required(mapping, Set.of()), most);
  }

  /** A condition on a number of values: a threshold, and the fields beside it. */
  Threshold ofDistinct(Mapping mapping) {
    return possible(ofValues(mapping), Long.MAX_VALUE);
  }

  /** A condition on values: a threshold, and the fields beside it. */
  Threshold ofValues(Mapping mapping) {
    return required(mapping, Set.of(FIELD));
  }

  /** The fields whose values are counted. */
  List<String> countedFields(Mapping mapping) {
    List<String> names = names(mapping);
    for (String name : names) {
      named(name)
          .filter(field -> field.type() == FieldType.STRINGS)
          .ifPresent(
              field ->
                  refuseField(
                      "`%s` has several values in one event; name a field that has one"
                          .formatted(name)));
    }
    return names;
  }

  /** The one field whose values are added up. */
  List<String> numericField(Mapping mapping) {
    List<String> names = names(mapping);
    if (names.size() > 1) {
      refuseField("several fields cannot be added up; name one");
    }
    for (String name : names) {
      named(name)
          .filter(field -> field.type() != FieldType.LONG && field.type() != FieldType.DOUBLE)
          .ifPresent(
              field -> refuseField("`%s` is no number; name a field that is one".formatted(name)));
    }
    return names;
  }

  private Threshold required(Mapping mapping, Set<String> others) {
    Optional<Threshold> threshold = threshold(mapping.get(KEY), others);
    if (threshold.isEmpty()) {
      correlation.refuse(KEY, "must be " + COMPARISONS);
    }
    return threshold.orElse(NONE);
  }

  /** Counts are judged where something is counted, so they are never 0. */
  private Threshold possible(Threshold threshold, long most) {
    if (!threshold.holdsWithin(1, most)) {
      correlation.refuse(
          KEY,
          threshold.holdsWithin(0, 0)
              ? "never holds: it is judged where there is one; x-absent says what must not happen"
              : "never holds: no number of what is counted satisfies it");
    }
    return threshold;
  }

  private List<String> names(Mapping mapping) {
    if (!(mapping.get(KEY) instanceof Mapping condition)) {
      return List.of();
    }
    List<String> names = new Fields("correlation.condition.", condition, problems).texts(FIELD);
    if (names.isEmpty()) {
      refuseField("is missing; name the field whose values are counted");
    }
    return names;
  }

  private Optional<TelemetryField> named(String name) {
    Optional<TelemetryField> field = TelemetryField.named(name);
    if (field.isEmpty()) {
      refuseField("no field `%s`; see schemas/README.md".formatted(name));
    }
    return field;
  }

  private void refuseField(String advice) {
    correlation.refuse(KEY, FIELD, advice);
  }

  private static Optional<Bound> bound(String key, YamlValue value) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.name().toLowerCase(Locale.ROOT).equals(key)
          && value instanceof Scalar bound
          && bound.text() != null
          && bound.text().matches("-?\\d{1,15}(\\.\\d{1,9})?")) {
        return Optional.of(new Bound(comparison, new BigDecimal(bound.text())));
      }
    }
    return Optional.empty();
  }
}
