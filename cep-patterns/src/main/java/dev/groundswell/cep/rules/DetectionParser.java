package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Modifiers.Operation;
import dev.groundswell.cep.rules.Predicate.EqualToField;
import dev.groundswell.cep.rules.Predicate.Exists;
import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.cep.rules.YamlValue.Scalar;
import dev.groundswell.cep.rules.YamlValue.Sequence;
import dev.groundswell.schemas.TelemetryField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code detection} of a base rule. */
final class DetectionParser {

  private static final String CONDITION = "condition";

  private static final String KEYWORDS =
      "keywords, which search a whole event, are not supported; name the fields to look into";

  private static final Condition NOTHING = new Condition.Or(List.of());

  private final String prefix;
  private final Problems problems;

  /**
   * @param key of the mapping that is read
   */
  DetectionParser(String key, Problems problems) {
    this.prefix = key + ".";
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
                selections.put(name, selection(prefix + name, value));
              }
            });
    return condition(detection, selections);
  }

  private Optional<Condition> condition(Mapping detection, Map<String, Condition> selections) {
    YamlValue value = detection.get(CONDITION);
    List<YamlValue> texts =
        value instanceof Sequence several
            ? several.values()
            : value == null ? List.of() : List.of(value);
    if (texts.isEmpty() || !texts.stream().allMatch(DetectionParser::isText)) {
      problems.add(
          value == null ? detection.line() : value.line(),
          prefix + CONDITION,
          "must be a text, or a list of texts of which one holds");
      return Optional.empty();
    }
    ConditionParser parser = new ConditionParser(selections);
    List<Condition> conditions = new ArrayList<>();
    for (YamlValue text : texts) {
      try {
        conditions.add(parser.parse(((Scalar) text).text()));
      } catch (IllegalArgumentException e) {
        problems.add(text.line(), prefix + CONDITION, e.getMessage());
      }
    }
    return Optional.of(either(conditions));
  }

  private Condition selection(String name, YamlValue value) {
    if (value instanceof Mapping fields && !fields.values().isEmpty()) {
      return all(fields);
    }
    if (value instanceof Sequence alternatives && !alternatives.values().isEmpty()) {
      List<Condition> conditions = new ArrayList<>();
      for (YamlValue alternative : alternatives.values()) {
        if (alternative instanceof Scalar) {
          problems.add(alternative.line(), name, KEYWORDS);
          return NOTHING;
        }
        conditions.add(alternative(name, alternative));
      }
      return either(conditions);
    }
    problems.add(value.line(), name, isText(value) ? KEYWORDS : "must be fields with values");
    return NOTHING;
  }

  private Condition alternative(String name, YamlValue value) {
    if (value instanceof Mapping fields && !fields.values().isEmpty()) {
      return all(fields);
    }
    problems.add(value.line(), name, "must be a list of fields with values");
    return NOTHING;
  }

  private Condition all(Mapping fields) {
    return new Condition.And(
        fields.values().entrySet().stream()
            .map(entry -> field(entry.getKey(), entry.getValue()))
            .toList());
  }

  private Condition field(String key, YamlValue value) {
    List<String> parts = List.of(key.split("\\|", -1));
    Optional<TelemetryField> field = TelemetryField.named(parts.get(0));
    if (parts.get(0).isEmpty()) {
      problems.add(value.line(), key, KEYWORDS);
      return NOTHING;
    }
    if (field.isEmpty()) {
      problems.add(value.line(), key, "no such field; see the field table in schemas/README.md");
      return NOTHING;
    }
    try {
      Modifiers modifiers = Modifiers.parse(parts.subList(1, parts.size()));
      Condition linked = linked(key, field.get(), modifiers, value);
      return modifiers.negated() ? new Condition.Not(linked) : linked;
    } catch (IllegalArgumentException e) {
      problems.add(value.line(), key, e.getMessage());
      return NOTHING;
    }
  }

  private Condition linked(String key, TelemetryField field, Modifiers modifiers, YamlValue value) {
    List<Condition> conditions =
        values(key, modifiers, value).stream()
            .flatMap(scalar -> holds(key, field, modifiers, scalar).stream())
            .toList();
    return modifiers.all() ? new Condition.And(conditions) : either(conditions);
  }

  private List<Scalar> values(String key, Modifiers modifiers, YamlValue value) {
    List<YamlValue> values =
        value instanceof Sequence sequence ? sequence.values() : List.of(value);
    if (values.isEmpty()) {
      problems.add(value.line(), key, "needs a value");
    } else if (modifiers.all() && values.size() < 2) {
      problems.add(value.line(), key, "`all` needs a list of two values or more; leave it out");
    } else if (modifiers.operation() == Operation.EXISTS && value instanceof Sequence) {
      problems.add(value.line(), key, "needs true or false, not a list");
    }
    List<Scalar> scalars = new ArrayList<>();
    for (YamlValue each : values) {
      if (!(each instanceof Scalar scalar)) {
        problems.add(each.line(), key, "must be a value or a list of values");
      } else if (scalar.text() == null && value instanceof Sequence) {
        problems.add(
            each.line(),
            key,
            "null is no value of a list; make it a selection of its own, and use `or` in the"
                + " condition");
      } else {
        scalars.add(scalar);
      }
    }
    return scalars;
  }

  private Optional<Condition> holds(
      String key, TelemetryField field, Modifiers modifiers, Scalar scalar) {
    try {
      Predicate predicate = PredicateParser.parse(field, modifiers, scalar.text());
      Condition holds = new Condition.Holds(predicate);
      if (predicate.test() instanceof EqualToField reference) {
        // Implied, and named so that the rule is known to read both fields.
        Predicate exists = new Predicate(reference.other(), new Exists(true));
        holds = new Condition.And(List.of(new Condition.Holds(exists), holds));
      }
      return Optional.of(holds);
    } catch (IllegalArgumentException e) {
      problems.add(scalar.line(), key, e.getMessage());
      return Optional.empty();
    }
  }

  private static Condition either(List<Condition> conditions) {
    return conditions.size() == 1 ? conditions.get(0) : new Condition.Or(conditions);
  }

  private static boolean isText(YamlValue value) {
    return value instanceof Scalar scalar && scalar.text() != null;
  }
}
