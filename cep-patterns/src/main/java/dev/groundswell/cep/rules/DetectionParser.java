package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.cep.rules.YamlValue.Scalar;
import dev.groundswell.cep.rules.YamlValue.Sequence;
import dev.groundswell.schemas.TelemetryField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the {@code detection} of a base rule. */
final class DetectionParser {

  private static final String CONDITION = "condition";

  private final Problems problems;

  DetectionParser(Problems problems) {
    this.problems = problems;
  }

  /** The condition, or empty after noting why not. */
  Optional<Condition> parse(Mapping detection) {
    Map<String, Condition> selections = new LinkedHashMap<>();
    detection
        .values()
        .forEach(
            (name, value) -> {
              if (!name.equals(CONDITION)) {
                selections.put(name, selection(name, value));
              }
            });
    if (!(detection.get(CONDITION) instanceof Scalar condition) || condition.text() == null) {
      problems.add(detection.line(), "detection.condition", "must be one text");
      return Optional.empty();
    }
    try {
      return Optional.of(ConditionParser.parse(condition.text(), selections));
    } catch (IllegalArgumentException e) {
      problems.add(condition.line(), "detection.condition", e.getMessage());
      return Optional.empty();
    }
  }

  private Condition selection(String name, YamlValue value) {
    if (value instanceof Mapping fields && !fields.values().isEmpty()) {
      return new Condition.And(
          fields.values().entrySet().stream()
              .map(entry -> field(entry.getKey(), entry.getValue()))
              .toList());
    }
    if (value instanceof Sequence alternatives && !alternatives.values().isEmpty()) {
      return new Condition.Or(
          alternatives.values().stream().map(each -> selection(name, each)).toList());
    }
    problems.add(
        value.line(),
        "detection." + name,
        "must be fields with values; keywords are not supported");
    return new Condition.Or(List.of());
  }

  private Condition field(String key, YamlValue value) {
    List<String> parts = List.of(key.split("\\|", -1));
    Optional<TelemetryField> field = TelemetryField.named(parts.get(0));
    if (field.isEmpty()) {
      problems.add(value.line(), key, "no such field; see the field table in schemas/README.md");
      return new Condition.Or(List.of());
    }
    List<String> modifiers = new ArrayList<>(parts.subList(1, parts.size()));
    boolean all = modifiers.remove("all");
    List<Condition> tests =
        values(key, value).stream()
            .map(scalar -> predicate(key, field.get(), modifiers, scalar))
            .filter(Objects::nonNull)
            .map(predicate -> (Condition) new Condition.Holds(predicate))
            .toList();
    if (value instanceof Sequence sequence && sequence.values().isEmpty()) {
      problems.add(value.line(), key, "needs a value");
    }
    if (tests.size() == 1) {
      return tests.get(0);
    }
    return all ? new Condition.And(tests) : new Condition.Or(tests);
  }

  private List<Scalar> values(String key, YamlValue value) {
    Stream<YamlValue> values =
        value instanceof Sequence sequence ? sequence.values().stream() : Stream.of(value);
    return values
        .filter(
            each -> {
              boolean single = each instanceof Scalar;
              if (!single) {
                problems.add(each.line(), key, "must be a value or a list of values");
              }
              return single;
            })
        .map(Scalar.class::cast)
        .toList();
  }

  private Predicate predicate(
      String key, TelemetryField field, List<String> modifiers, Scalar scalar) {
    try {
      return PredicateParser.parse(field, modifiers, scalar.text());
    } catch (IllegalArgumentException e) {
      problems.add(scalar.line(), key, e.getMessage());
      return null;
    }
  }
}
