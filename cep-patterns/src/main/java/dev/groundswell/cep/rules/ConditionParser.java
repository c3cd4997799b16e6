package dev.groundswell.cep.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Sigma's condition grammar: {@code or}, {@code and}, {@code not}, parentheses, {@code 1 of x*},
 * {@code all of them}; {@code not} binds closest, {@code or} least.
 */
final class ConditionParser {

  private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[^\\s()]+)");

  // Nesting is read by recursion, and a file may be hostile.
  private static final int MAX_TOKENS = 500;

  private final Map<String, Condition> selections;
  private final List<String> tokens;
  private int position;

  private ConditionParser(String text, Map<String, Condition> selections) {
    this.selections = selections;
    this.tokens = TOKEN.matcher(text).results().map(token -> token.group(1)).toList();
  }

  /**
   * Reads a condition over named selections.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Condition parse(String text, Map<String, Condition> selections) {
    ConditionParser parser = new ConditionParser(text, selections);
    if (parser.tokens.size() > MAX_TOKENS) {
      throw new IllegalArgumentException("is longer than %d words".formatted(MAX_TOKENS));
    }
    Condition condition = parser.or();
    if (parser.position < parser.tokens.size()) {
      throw new IllegalArgumentException(
          "cannot read `%s`; use and, or, not, parentheses, `1 of x*`, `all of them`"
              .formatted(parser.peek()));
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

  // A name that starts with an underscore is kept out of `them`: specification 2.1, condition.
  private static boolean named(String names, String selection) {
    if (names.equals("them")) {
      return !selection.startsWith("_");
    }
    return Wildcard.parse(names).matches(selection.toLowerCase(Locale.ROOT));
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
