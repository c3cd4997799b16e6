package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What makes the group of an event.
 *
 * @param names names of the group's fields, sorted: dotted field names, or aliases
 * @param aliases by alias, the dotted field that stands for it in the events of each base rule
 */
public record GroupBy(List<String> names, Map<String, Map<String, String>> aliases)
    implements Serializable {

  public GroupBy {
    names = List.copyOf(names);
    aliases = Map.copyOf(aliases);
  }

  /** A group of fields that are called the same in all events. */
  public static GroupBy of(String... names) {
    return new GroupBy(List.of(names).stream().sorted().toList(), Map.of());
  }

  /** The fields of the group in the events of a base rule, in the order of the names. */
  public List<String> fields(String baseRule) {
    return names.stream().map(name -> field(name, baseRule)).toList();
  }

  /** Names of this group that tell events of one outer group apart. */
  public List<String> finerThan(GroupBy outer, String baseRule) {
    List<String> outerFields = outer.fields(baseRule);
    return names.stream().filter(name -> !outerFields.contains(field(name, baseRule))).toList();
  }

  private String field(String name, String baseRule) {
    return aliases.getOrDefault(name, Map.of()).getOrDefault(baseRule, name);
  }
}
