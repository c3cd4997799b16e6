package dev.groundswell.cep.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads Sigma's conditions over the selections of one rule: {@code or}, {@code and}, {@code not},
 * parentheses, {@code 1 of x*}, {@code all of them}; {@code not} binds closest, {@code or} least.
 */
final class ConditionParser {

  private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[^\\s()]+)");

  // Of all conditions of a rule: nesting is read by recursion, and a file may be hostile.
  private static final int MAX_TOKENS = 500;

  private final Map<String, Condition> selections;
  private List<String> tokens = List.of();
  private int position;
  private int words;

  ConditionParser(Map<String, Condition> selections) {
    this.selections = selections;
  }

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  Condition parse(String text) {
    if (text.contains("|")) {
      throw new IllegalArgumentException(
          "Sigma has no `|` in conditions any more; count by a correlation");
    }
    tokens = TOKEN.matcher(text).results().map(token -> token.group(1)).toList();
    position = 0;
    words += tokens.size();
    if (words > MAX_TOKENS) {
      throw new IllegalArgumentException("is longer than %d words".formatted(MAX_TOKENS));
    }
    Condition condition = or();
    if (position < tokens.size()) {
      throw new IllegalArgumentException(
          "cannot read `%s`; use and, or, not, parentheses, `1 of x*`, `all of them`"
              .formatted(peek()));
    }
    return condition;
  }

  private Condition or() {
    List<Condition> parts = new ArrayList<>(List.of(and()));
    while (accept("or")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.Or(parts);
  }

  private Condition and() {
    List<Condition> parts = new ArrayList<>(List.of(not()));
    while (accept("and")) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.And(parts);
  }

  private Condition not() {
    int negations = 0;
    while (accept("not")) {
      negations++;
    }
    Condition part = primary();
    return negations % 2 == 0 ? part : new Condition.Not(part);
  }

  private Condition primary() {
    if (accept("(")) {
      Condition inner = or();
      if (!accept(")")) {
        throw new IllegalArgumentException("a parenthesis is not closed");
      }
      return inner;
    }
    String token = next();
    if (position < tokens.size() && accept("of")) {
      return quantified(token, next());
    }
    Condition selection = selections.get(token);
    if (selection == null) {
      throw new IllegalArgumentException(
          "no selection `%s`; there are %s".formatted(token, selections.keySet()));
    }
    return selection;
  }

  private Condition quantified(String quantifier, String names) {
    List<Condition> chosen =
        selections.entrySet().stream()
            .filter(entry -> named(names, entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("no selection is called `%s`".formatted(names));
    }
    return switch (quantifier.toLowerCase(Locale.ROOT)) {
      case "1" -> new Condition.Or(chosen);
      case "all" -> new Condition.And(chosen);
      default ->
          throw new IllegalArgumentException(
              "`%s of` is not supported; use `1 of` or `all of`".formatted(quantifier));
    };
  }

  // A name that starts with an underscore is kept out, unless the pattern names it so.
  private static boolean named(String names, String selection) {
    boolean hidden = selection.startsWith("_") && !names.startsWith("_");
    return !hidden && (names.equals("them") || pattern(names).matches(selection));
  }

  private static Wildcard pattern(String names) {
    if (names.contains("?")) {
      throw new IllegalArgumentException("`?` is no wildcard in `%s`; use *".formatted(names));
    }
    return Wildcard.parse(names, true);
  }

  private boolean accept(String word) {
    if (position < tokens.size() && peek().equalsIgnoreCase(word)) {
      position++;
      return true;
    }
    return false;
  }

  private String next() {
    if (position == tokens.size()) {
      throw new IllegalArgumentException("ends too early");
    }
    return tokens.get(position++);
  }

  private String peek() {
    return tokens.get(position);
  }
}
