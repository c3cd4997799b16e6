package dev.groundswell.pipelines.ingest.otlp;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.groundswell.schemas.TableRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** How libraries say things, in the order in which they are believed. */
final class Aliases {

  private static final List<Alias> ALL = read();
  private static final Map<String, List<Alias>> NAMES =
      ALL.stream()
          .filter(Alias::isName)
          .collect(groupingBy(Alias::field, LinkedHashMap::new, toList()));
  private static final Map<String, List<Alias>> BY_NAME =
      ALL.stream().filter(Alias::isName).collect(groupingBy(Alias::name));
  private static final List<String> INDEXED =
      BY_NAME.keySet().stream()
          .filter(name -> name.endsWith(".N"))
          .map(name -> name.substring(0, name.length() - 1))
          .toList();
  private static final Map<String, List<Alias>> VALUES =
      ALL.stream().filter(alias -> !alias.isName()).collect(groupingBy(Alias::field));
  private static final Set<String> KNOWN = ALL.stream().map(Alias::name).collect(toSet());

  private Aliases() {}

  private static List<Alias> read() {
    List<String[]> rows = TableRows.of(Aliases.class, "genai-aliases.tsv");
    return IntStream.range(0, rows.size())
        .mapToObj(row -> Alias.parse(row, rows.get(row)))
        .toList();
  }

  static List<Alias> all() {
    return ALL;
  }

  /** The fields that attributes fill. */
  static Set<String> fields() {
    return NAMES.keySet();
  }

  /** The rows about an attribute. */
  static List<Alias> named(String attribute) {
    return BY_NAME.getOrDefault(attribute, List.of());
  }

  /** What names begin with that have a number in them, such as {@code gen_ai.prompt.} */
  static List<String> indexed() {
    return INDEXED;
  }

  /**
   * What values a field has because of others, or instead of others; the first that fits counts.
   */
  static List<Alias> values(String field) {
    return VALUES.getOrDefault(field, List.of());
  }

  /** Whether a row names that attribute. */
  static boolean isKnown(String attribute) {
    return KNOWN.contains(attribute);
  }
}
