package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.cep.rules.YamlValue.Scalar;
import dev.groundswell.schemas.FieldType;
import dev.groundswell.schemas.TelemetryField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code group-by} and {@code aliases} of a correlation. */
final class GroupByParser {

  private static final String GROUP_BY = "group-by";
  private static final String ALIASES = "aliases";

  private final Fields correlation;

  GroupByParser(Fields correlation) {
    this.correlation = correlation;
  }

  /**
   * The group of a correlation.
   *
   * @param baseRules names of the base rules under it
   */
  GroupBy parse(Mapping mapping, Set<String> baseRules) {
    Map<String, Map<String, String>> aliases = aliases(mapping, baseRules);
    List<String> names = correlation.texts(GROUP_BY).stream().distinct().sorted().toList();
    if (names.isEmpty()) {
      correlation.refuse(GROUP_BY, "is missing; name the fields that hold an actor together");
    }
    for (String name : names) {
      if (!aliases.containsKey(name)) {
        unfit(name).ifPresent(advice -> correlation.refuse(GROUP_BY, advice));
      }
    }
    return new GroupBy(names, aliases);
  }

  private Map<String, Map<String, String>> aliases(Mapping mapping, Set<String> baseRules) {
    Map<String, Map<String, String>> aliases = new LinkedHashMap<>();
    YamlValue value = mapping.get(ALIASES);
    if (value instanceof Mapping named) {
      named
          .values()
          .forEach((alias, fields) -> aliases.put(alias, alias(alias, fields, baseRules)));
    } else if (value != null) {
      correlation.refuse(ALIASES, "must be aliases, each with a field by rule name");
    }
    return aliases;
  }

  private Map<String, String> alias(String alias, YamlValue value, Set<String> baseRules) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (value instanceof Mapping byRule) {
      byRule
          .values()
          .forEach(
              (rule, field) -> {
                if (field instanceof Scalar name && name.text() != null) {
                  fields.put(rule, name.text());
                }
              });
    }
    if (TelemetryField.named(alias).isPresent()) {
      refuse(alias, "is the name of a field; call the alias something else");
    }
    for (String rule : baseRules) {
      String field = fields.get(rule);
      if (field == null) {
        refuse(alias, "says nothing of `%s`; name its field".formatted(rule));
      } else {
        unfit(field).ifPresent(advice -> refuse(alias, advice));
      }
    }
    for (String rule : fields.keySet()) {
      if (!baseRules.contains(rule)) {
        refuse(alias, "`%s` is no detection rule of this correlation".formatted(rule));
      }
    }
    return fields;
  }

  /** Why no group can be made by a field, if none can. */
  private static Optional<String> unfit(String name) {
    Optional<TelemetryField> field = TelemetryField.named(name);
    if (field.isEmpty()) {
      return Optional.of("no field `%s`; see schemas/README.md".formatted(name));
    }
    return field
        .filter(each -> each.type() == FieldType.STRINGS)
        .map(
            each ->
                "`%s` has several values in one event; name a field that has one".formatted(name));
  }

  private void refuse(String alias, String advice) {
    correlation.refuse(ALIASES, alias, advice);
  }
}
