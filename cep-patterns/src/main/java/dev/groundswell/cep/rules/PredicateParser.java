package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Predicate.Compared;
import dev.groundswell.cep.rules.Predicate.EqualTo;
import dev.groundswell.cep.rules.Predicate.Exists;
import dev.groundswell.cep.rules.Predicate.Like;
import dev.groundswell.schemas.FieldType;
import dev.groundswell.schemas.TelemetryField;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the predicate that a field, its Sigma modifiers and one value ask for. */
final class PredicateParser {

  private static final Set<String> COMPARISONS = Set.of("gt", "gte", "lt", "lte");
  private static final Set<String> PARTS = Set.of("contains", "startswith", "endswith");

  private PredicateParser() {}

  /**
   * Reads one predicate; {@code all} is the caller's business.
   *
   * @param value null for YAML's null
   * @throws IllegalArgumentException saying what is wrong and what to do
   */
  static Predicate parse(TelemetryField field, List<String> modifiers, String value) {
    String modifier = modifiers.isEmpty() ? "" : modifiers.get(0);
    if (modifiers.size() > 1) {
      throw new IllegalArgumentException("modifiers %s do not combine".formatted(modifiers));
    }
    return new Predicate(field.name(), test(field, modifier, value));
  }

  private static Predicate.Test test(TelemetryField field, String modifier, String value) {
    if (modifier.equals("exists")) {
      return new Exists(bool(value));
    }
    if (COMPARISONS.contains(modifier)) {
      requireNumeric(field, modifier);
      return new Compared(Comparison.valueOf(modifier.toUpperCase(Locale.ROOT)), number(value));
    }
    if (PARTS.contains(modifier)) {
      requireText(field, modifier);
      return like(modifier, Wildcard.parse(text(value)));
    }
    if (modifier.isEmpty()) {
      return equality(field, value);
    }
    throw new IllegalArgumentException(
        "modifier `%s` is not supported; use contains, startswith, endswith, all, exists, gt, gte, lt or lte"
            .formatted(modifier));
  }

  private static Predicate.Test equality(TelemetryField field, String value) {
    if (value == null) {
      return new Exists(false);
    }
    return switch (field.type()) {
      case LONG, DOUBLE -> new Compared(Comparison.EQ, number(value));
      case BOOLEAN -> new EqualTo(String.valueOf(bool(value)));
      case STRING, STRINGS -> text(Wildcard.parse(value));
      case ENUM -> symbol(field, Wildcard.parse(value));
    };
  }

  private static Predicate.Test text(Wildcard pattern) {
    return pattern.isLiteral() ? new EqualTo(pattern.pattern()) : new Like(pattern);
  }

  private static Predicate.Test symbol(TelemetryField field, Wildcard pattern) {
    List<String> symbols = EventFields.symbols(field);
    if (symbols.stream().noneMatch(symbol -> pattern.matches(symbol.toLowerCase(Locale.ROOT)))) {
      throw new IllegalArgumentException("no such value; there are %s".formatted(symbols));
    }
    return text(pattern);
  }

  private static Predicate.Test like(String modifier, Wildcard pattern) {
    Wildcard before = modifier.equals("startswith") ? pattern : pattern.withAnyBefore();
    return new Like(modifier.equals("endswith") ? before : before.withAnyAfter());
  }

  private static void requireNumeric(TelemetryField field, String modifier) {
    if (field.type() != FieldType.LONG && field.type() != FieldType.DOUBLE) {
      throw new IllegalArgumentException("`%s` needs a numeric field".formatted(modifier));
    }
  }

  private static void requireText(TelemetryField field, String modifier) {
    if (field.type() == FieldType.LONG
        || field.type() == FieldType.DOUBLE
        || field.type() == FieldType.BOOLEAN) {
      throw new IllegalArgumentException("`%s` needs a text field".formatted(modifier));
    }
  }

  private static String text(String value) {
    if (value == null) {
      throw new IllegalArgumentException("needs a text");
    }
    return value;
  }

  private static boolean bool(String value) {
    return switch (text(value).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("needs true or false");
    };
  }

  private static BigDecimal number(String value) {
    try {
      return new BigDecimal(text(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("needs a number, not `%s`".formatted(value), e);
    }
  }
}
