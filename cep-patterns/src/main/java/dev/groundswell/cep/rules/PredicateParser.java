package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Modifiers.Operation;
import dev.groundswell.cep.rules.Predicate.Compared;
import dev.groundswell.cep.rules.Predicate.EqualTo;
import dev.groundswell.cep.rules.Predicate.EqualToField;
import dev.groundswell.cep.rules.Predicate.Exists;
import dev.groundswell.cep.rules.Predicate.Finds;
import dev.groundswell.cep.rules.Predicate.InNetwork;
import dev.groundswell.cep.rules.Predicate.Like;
import dev.groundswell.schemas.FieldType;
import dev.groundswell.schemas.TelemetryField;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes the predicate that a field, its Sigma modifiers and one value ask for. */
final class PredicateParser {

  // A wildcard costs text times pattern; a number costs more than its digits.
  private static final int MAX_PATTERN = 1000;
  private static final int MAX_DIGITS = 64;
  // Numbers are written out where a rule is explained.
  private static final int MAX_EXPONENT = 400;
  private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{32}");

  private PredicateParser() {}

  /**
   * Reads one predicate; {@code all} and {@code neq} are the caller's business.
   *
   * @param value null for YAML's null
   * @throws IllegalArgumentException saying what is wrong and what to do
   */
  static Predicate parse(TelemetryField field, Modifiers modifiers, String value) {
    return new Predicate(field.name(), test(field, modifiers, value));
  }

  private static Predicate.Test test(TelemetryField field, Modifiers modifiers, String value) {
    Operation operation = modifiers.operation();
    return switch (operation) {
      case EQUAL -> equality(field, modifiers, value);
      case CONTAINS, STARTSWITH, ENDSWITH -> part(field, modifiers, text(value));
      case RE -> finds(field, modifiers, text(value));
      case CIDR -> inNetwork(field, text(value));
      case GT, GTE, LT, LTE -> {
        require(isNumeric(field), "`%s` needs a numeric field".formatted(operation.sigma()));
        yield new Compared(Comparison.valueOf(operation.name()), number(value));
      }
      case EXISTS -> new Exists(bool(value));
      case FIELDREF -> equalToField(field, text(value));
    };
  }

  private static Predicate.Test equality(TelemetryField field, Modifiers modifiers, String value) {
    if (modifiers.cased()) {
      requireText(field, "cased");
      text(value);
    }
    if (value == null) {
      return new Exists(false);
    }
    return switch (field.type()) {
      case LONG, DOUBLE -> new Compared(Comparison.EQ, number(value));
      case BOOLEAN -> new EqualTo(String.valueOf(bool(value)), false);
      case STRING, STRINGS, ENUM -> text(field, Wildcard.parse(value, modifiers.cased()));
    };
  }

  private static Predicate.Test part(TelemetryField field, Modifiers modifiers, String value) {
    requireText(field, modifiers.operation().sigma());
    Wildcard pattern = Wildcard.parse(value, modifiers.cased());
    return text(
        field,
        switch (modifiers.operation()) {
          case STARTSWITH -> pattern.withAnyAfter();
          case ENDSWITH -> pattern.withAnyBefore();
          default -> pattern.withAnyBefore().withAnyAfter();
        });
  }

  private static Predicate.Test text(TelemetryField field, Wildcard pattern) {
    requirePseudonym(field, pattern.isLiteral() ? pattern.pattern() : "");
    requireSymbol(
        field, symbol -> pattern.matches(pattern.cased() ? symbol : CaseFold.fold(symbol)));
    if (pattern.isLiteral()) {
      return new EqualTo(pattern.pattern(), pattern.cased());
    }
    require(
        pattern.pattern().length() <= MAX_PATTERN,
        "a text with wildcards has at most %d characters".formatted(MAX_PATTERN));
    return new Like(pattern);
  }

  private static Predicate.Test finds(TelemetryField field, Modifiers modifiers, String value) {
    requireText(field, "re");
    requirePseudonym(field, "");
    Finds finds = new Finds(RegexParser.parse(value, modifiers.flags()));
    requireSymbol(field, symbol -> finds.pattern().matcher(symbol).find());
    return finds;
  }

  private static Predicate.Test inNetwork(TelemetryField field, String value) {
    require(
        !isPseudonymised(field),
        ("ingest replaces the addresses of `%s` by pseudonyms, which lie in no network; `client.asn`"
                + " can be compared, and `client.subnet` tells networks apart")
            .formatted(field.name()));
    require(
        field.type() == FieldType.STRING || field.type() == FieldType.STRINGS,
        "`cidr` needs a field that holds addresses");
    return new InNetwork(Network.parse(value));
  }

  private static Predicate.Test equalToField(TelemetryField field, String name) {
    TelemetryField other =
        TelemetryField.named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no field `%s`; see the field table in schemas/README.md".formatted(name)));
    require(!field.name().equals(name), "compares the field with itself; name another");
    require(
        isNumeric(field) == isNumeric(other) && isBoolean(field) == isBoolean(other),
        "`%s` (%s) and `%s` (%s) cannot be equal; name fields of one type"
            .formatted(field.name(), type(field), name, type(other)));
    require(
        !isPseudonymised(field) && !isPseudonymised(other),
        "no pseudonym occurs in two fields; name fields that ingest leaves as they are");
    return new EqualToField(name);
  }

  private static void requireText(TelemetryField field, String modifier) {
    require(!isNumeric(field) && !isBoolean(field), "`%s` needs a text field".formatted(modifier));
  }

  private static void requireSymbol(
      TelemetryField field, java.util.function.Predicate<String> fits) {
    if (field.type() == FieldType.ENUM) {
      List<String> symbols = EventFields.symbols(field);
      require(symbols.stream().anyMatch(fits), "no such value; there are %s".formatted(symbols));
    }
  }

  /** What is compared with anything else never holds, although samples and explanations say so. */
  private static void requirePseudonym(TelemetryField field, String value) {
    require(
        !isPseudonymised(field) || PSEUDONYM.matcher(value).matches(),
        ("ingest replaces what `%s` holds by a pseudonym of 32 hex digits; write one whole, as alerts"
                + " show it, or let the producer send a label")
            .formatted(field.name()));
  }

  private static boolean isNumeric(TelemetryField field) {
    return field.type() == FieldType.LONG || field.type() == FieldType.DOUBLE;
  }

  private static boolean isBoolean(TelemetryField field) {
    return field.type() == FieldType.BOOLEAN;
  }

  private static boolean isPseudonymised(TelemetryField field) {
    return field.source().contains("pseudonymised");
  }

  private static String type(TelemetryField field) {
    return field.type().name().toLowerCase(Locale.ROOT);
  }

  private static String text(String value) {
    require(value != null, "needs a text; null stands without modifiers");
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
      require(text(value).length() <= MAX_DIGITS, "needs a number of at most 64 digits");
      BigDecimal number = new BigDecimal(value).stripTrailingZeros();
      require(
          Math.abs((long) number.scale()) <= MAX_EXPONENT,
          "needs a number with an exponent of at most %d".formatted(MAX_EXPONENT));
      return number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("needs a number, not `%s`".formatted(value), e);
    }
  }

  private static void require(boolean fine, String advice) {
    if (!fine) {
      throw new IllegalArgumentException(advice);
    }
  }
}
