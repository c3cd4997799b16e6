package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.Predicate;
import dev.groundswell.cep.rules.Predicate.Compared;
import dev.groundswell.cep.rules.Predicate.EqualTo;
import dev.groundswell.cep.rules.Predicate.Exists;
import dev.groundswell.cep.rules.Predicate.Like;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All distinct predicates of all rules, numbered. One pass over the fields that they name decides
 * them for an event; the equalities of a field are one look-up, however many there are.
 */
final class PredicateTable {

  /** The predicates about one field. */
  private record Column(
      TelemetryField field, Map<String, Integer> equalities, Map<Integer, Predicate.Test> others) {}

  private final Map<Predicate, Integer> numbers = new LinkedHashMap<>();
  private final Map<String, Column> columns = new LinkedHashMap<>();

  /** The number of a predicate; equal predicates share it. */
  int number(Predicate predicate) {
    return numbers.computeIfAbsent(predicate, this::add);
  }

  /** Numbers of the predicates that hold for the event. */
  BitSet holding(TelemetryEvent event) {
    BitSet holding = new BitSet(numbers.size());
    for (Column column : columns.values()) {
      decide(column, values(column.field().value(event)), holding);
    }
    return holding;
  }

  private Integer add(Predicate predicate) {
    int number = numbers.size();
    Column column =
        columns.computeIfAbsent(
            predicate.field(),
            name ->
                new Column(
                    TelemetryField.named(name).orElseThrow(),
                    new LinkedHashMap<>(),
                    new LinkedHashMap<>()));
    if (predicate.test() instanceof EqualTo equalTo) {
      column.equalities().put(equalTo.text(), number);
    } else {
      column.others().put(number, predicate.test());
    }
    return number;
  }

  private static void decide(Column column, List<Object> values, BitSet holding) {
    for (Object value : values) {
      Integer equal = column.equalities().get(lowerCase(value));
      if (equal != null) {
        holding.set(equal);
      }
    }
    column
        .others()
        .forEach(
            (number, test) -> {
              if (holds(test, values)) {
                holding.set(number);
              }
            });
  }

  private static boolean holds(Predicate.Test test, List<Object> values) {
    if (test instanceof Exists exists) {
      return exists.expected() != values.isEmpty();
    }
    if (test instanceof Like like) {
      return values.stream().anyMatch(value -> like.pattern().matches(lowerCase(value)));
    }
    Compared compared = (Compared) test;
    return values.stream()
        .anyMatch(value -> compared.comparison().holds(decimal(value).compareTo(compared.bound())));
  }

  private static List<Object> values(Object value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof Collection<?> several ? new ArrayList<>(several) : List.of(value);
  }

  private static String lowerCase(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }

  private static BigDecimal decimal(Object value) {
    return value instanceof Double real
        ? BigDecimal.valueOf(real)
        : BigDecimal.valueOf(((Number) value).longValue());
  }
}
