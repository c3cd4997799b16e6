package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.cep.rules.YamlValue.Scalar;
import dev.groundswell.cep.rules.YamlValue.Sequence;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Typed access to the keys of one document; what does not fit becomes a problem. */
final class Fields {

  private final String prefix;
  private final Mapping mapping;
  private final Problems problems;

  Fields(String prefix, Mapping mapping, Problems problems) {
    this.prefix = prefix;
    this.mapping = mapping;
    this.problems = problems;
  }

  int line() {
    return mapping.line();
  }

  boolean has(String key) {
    return mapping.get(key) != null;
  }

  /** Refuses every other key. */
  void allowOnly(Set<String> keys, String advice) {
    mapping
        .values()
        .forEach(
            (key, value) -> {
              if (!keys.contains(key)) {
                problems.add(value.line(), prefix + key, advice);
              }
            });
  }

  String text(String key, String otherwise) {
    YamlValue value = mapping.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Scalar scalar && scalar.text() != null) {
      return scalar.text().strip();
    }
    refuse(key, "must be a text");
    return otherwise;
  }

  String required(String key) {
    if (!has(key)) {
      problems.add(mapping.line(), prefix + key, "is missing");
    }
    return text(key, "");
  }

  /** A list of texts; a single text stands for a list of one. */
  List<String> texts(String key) {
    YamlValue value = mapping.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof Scalar scalar && scalar.text() != null) {
      return List.of(scalar.text());
    }
    if (value instanceof Sequence sequence && sequence.values().stream().allMatch(Fields::isText)) {
      return sequence.values().stream().map(each -> ((Scalar) each).text()).toList();
    }
    refuse(key, "must be a text or a list of texts");
    return List.of();
  }

  boolean flag(String key) {
    String text = text(key, "false");
    if (!text.equals("true") && !text.equals("false")) {
      refuse(key, "must be true or false");
    }
    return text.equals("true");
  }

  int positive(String key, int otherwise) {
    String text = text(key, String.valueOf(otherwise));
    if (text.matches("[1-9]\\d{0,8}")) {
      return Integer.parseInt(text);
    }
    refuse(key, "must be a whole number from 1");
    return otherwise;
  }

  <E extends Enum<E>> E symbol(String key, Class<E> type, E otherwise) {
    String text = text(key, otherwise.name());
    for (E symbol : type.getEnumConstants()) {
      if (symbol.name().equals(text.toLowerCase(Locale.ROOT))) {
        return symbol;
      }
    }
    refuse(key, "must be one of " + List.of(type.getEnumConstants()));
    return otherwise;
  }

  void refuse(String key, String advice) {
    YamlValue value = mapping.get(key);
    problems.add(value == null ? mapping.line() : value.line(), prefix + key, advice);
  }

  /** Refuses a key of the mapping under another one. */
  void refuse(String key, String inner, String advice) {
    YamlValue value = mapping.get(key);
    problems.add(value == null ? mapping.line() : value.line(), prefix + key + "." + inner, advice);
  }

  private static boolean isText(YamlValue value) {
    return value instanceof Scalar scalar && scalar.text() != null;
  }
}
