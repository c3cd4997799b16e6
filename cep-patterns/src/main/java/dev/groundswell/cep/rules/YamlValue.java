package dev.groundswell.cep.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A value of a rule file that remembers where it stands. */
sealed interface YamlValue {

  /** Line, counted from 1. */
  int line();

  /** The same text for values that mean the same, whatever their layout. */
  String canonical();

  /** A single value; {@code text} is null for YAML's null. */
  record Scalar(int line, String text) implements YamlValue {
    @Override
    public String canonical() {
      return text == null ? "~" : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  /** Values in order. */
  record Sequence(int line, List<YamlValue> values) implements YamlValue {
    @Override
    public String canonical() {
      return values.stream().map(YamlValue::canonical).collect(Collectors.joining(",", "[", "]"));
    }
  }

  /** Values by key, in the order of the file. */
  record Mapping(int line, Map<String, YamlValue> values) implements YamlValue {
    @Override
    public String canonical() {
      return new TreeMap<>(values)
          .entrySet().stream()
              .map(entry -> entry.getKey() + ":" + entry.getValue().canonical())
              .collect(Collectors.joining(",", "{", "}"));
    }

    YamlValue get(String key) {
      return values.get(key);
    }

    /** The part under these keys. */
    Mapping only(Set<String> keys) {
      Map<String, YamlValue> kept = new LinkedHashMap<>(values);
      kept.keySet().retainAll(keys);
      return new Mapping(line, kept);
    }
  }
}
