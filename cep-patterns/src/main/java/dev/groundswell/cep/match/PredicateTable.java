package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.Predicate;
import dev.groundswell.cep.rules.Predicate.Compared;
import dev.groundswell.cep.rules.Predicate.EqualTo;
import dev.groundswell.cep.rules.Predicate.EqualToField;
import dev.groundswell.cep.rules.Predicate.Exists;
import dev.groundswell.cep.rules.Predicate.Finds;
import dev.groundswell.cep.rules.Predicate.InNetwork;
import dev.groundswell.cep.rules.Predicate.Like;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All distinct predicates of all rules, numbered. One pass over the fields that they name decides
 * them for an event; the equalities of a field are a look-up for each way of treating case, however
 * many there are.
 */
final class PredicateTable {

  /** The predicates about one field, and where its values stand among those of an event. */
  private record Column(
      int position,
      TelemetryField field,
      Map<String, Integer> equalities,
      Map<String, Integer> casedEqualities,
      List<Numbered> others) {}

  private record Numbered(int number, Predicate.Test test) {}

  private static final FieldValue[] NOTHING = {};

  private final Map<Predicate, Integer> numbers = new LinkedHashMap<>();
  private final Map<String, Column> byName = new HashMap<>();
  private final List<Column> columns = new ArrayList<>();

  /** The number of a predicate; equal predicates share it. */
  int number(Predicate predicate) {
    return numbers.computeIfAbsent(predicate, this::add);
  }

  /** How many predicates are numbered. */
  int size() {
    return numbers.size();
  }

  /** Numbers of the predicates that hold for the event. */
  BitSet holding(TelemetryEvent event) {
    return holding(field -> field.value(event));
  }

  /** Numbers of the predicates that hold, given what an event has in each field. */
  BitSet holding(Function<TelemetryField, Object> event) {
    FieldValue[][] values = new FieldValue[columns.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = values(event.apply(columns.get(i).field()));
    }
    BitSet holding = new BitSet(numbers.size());
    for (int i = 0; i < values.length; i++) {
      decide(columns.get(i), values, holding);
    }
    return holding;
  }

  private Integer add(Predicate predicate) {
    int number = numbers.size();
    Column column = column(predicate.field());
    if (predicate.test() instanceof EqualTo equalTo) {
      (equalTo.cased() ? column.casedEqualities() : column.equalities())
          .put(equalTo.text(), number);
    } else {
      column.others().add(new Numbered(number, predicate.test()));
    }
    if (predicate.test() instanceof EqualToField reference) {
      column(reference.other());
    }
    return number;
  }

  private Column column(String name) {
    Column column = byName.get(name);
    if (column == null) {
      TelemetryField field = TelemetryField.named(name).orElseThrow();
      column =
          new Column(columns.size(), field, new HashMap<>(), new HashMap<>(), new ArrayList<>());
      byName.put(name, column);
      columns.add(column);
    }
    return column;
  }

  private void decide(Column column, FieldValue[][] event, BitSet holding) {
    FieldValue[] values = event[column.position()];
    for (FieldValue value : values) {
      lookUp(column.equalities(), value, false, holding);
      lookUp(column.casedEqualities(), value, true, holding);
    }
    for (Numbered other : column.others()) {
      if (holds(other.test(), values, event)) {
        holding.set(other.number());
      }
    }
  }

  private static void lookUp(
      Map<String, Integer> equalities, FieldValue value, boolean cased, BitSet holding) {
    // A value that is only compared as a number is never spelled.
    Integer equal = equalities.isEmpty() ? null : equalities.get(value.text(cased));
    if (equal != null) {
      holding.set(equal);
    }
  }

  private boolean holds(Predicate.Test test, FieldValue[] values, FieldValue[][] event) {
    if (test instanceof Exists exists) {
      return exists.expected() != (values.length == 0);
    }
    FieldValue[] others =
        test instanceof EqualToField reference
            ? event[byName.get(reference.other()).position()]
            : NOTHING;
    for (FieldValue value : values) {
      if (test instanceof EqualToField ? isAmong(others, value) : holds(test, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAmong(FieldValue[] others, FieldValue value) {
    for (FieldValue other : others) {
      if (value.sameAs(other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(Predicate.Test test, FieldValue value) {
    if (test instanceof Like like) {
      return like.pattern().matches(value.text(like.pattern().cased()));
    }
    if (test instanceof Finds finds) {
      return finds.pattern().matcher(value.text(true)).find();
    }
    if (test instanceof InNetwork in) {
      return value.address().filter(in.network()::contains).isPresent();
    }
    Compared compared = (Compared) test;
    return compared.comparison().holds(value.number().compareTo(compared.bound()));
  }

  private static FieldValue[] values(Object value) {
    if (value == null) {
      return NOTHING;
    }
    if (!(value instanceof Collection<?> several)) {
      return new FieldValue[] {new FieldValue(value)};
    }
    FieldValue[] values = new FieldValue[several.size()];
    int next = 0;
    for (Object each : several) {
      values[next++] = new FieldValue(each);
    }
    return values;
  }
}
