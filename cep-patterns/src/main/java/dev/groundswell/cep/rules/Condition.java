package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Predicate.Exists;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/** What one event must satisfy: a tree over predicates. */
public sealed interface Condition extends Serializable {

  /** The predicates of the tree, from left to right. */
  default Stream<Predicate> predicates() {
    if (this instanceof And and) {
      return and.parts().stream().flatMap(Condition::predicates);
    }
    if (this instanceof Or or) {
      return or.parts().stream().flatMap(Condition::predicates);
    }
    return this instanceof Not not
        ? not.part().predicates()
        : Stream.of(((Holds) this).predicate());
  }

  /** Whether it never holds but where one of these predicates does. */
  default boolean needs(java.util.function.Predicate<Predicate> these) {
    if (this instanceof And and) {
      return and.parts().stream().anyMatch(part -> part.needs(these));
    }
    if (this instanceof Or or) {
      return or.parts().stream().allMatch(part -> part.needs(these));
    }
    return this instanceof Holds holds && these.test(holds.predicate());
  }

  /** Whether it only ever asks for what an event has, and never for what it lacks. */
  default boolean isPositive() {
    if (this instanceof And and) {
      return and.parts().stream().allMatch(Condition::isPositive);
    }
    if (this instanceof Or or) {
      return !or.parts().isEmpty() && or.parts().stream().allMatch(Condition::isPositive);
    }
    return this instanceof Holds holds && !holds.predicate().test().equals(new Exists(false));
  }

  /** Every part holds; no part at all holds. */
  record And(List<Condition> parts) implements Condition {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** At least one part holds. */
  record Or(List<Condition> parts) implements Condition {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** The part does not hold. */
  record Not(Condition part) implements Condition {}

  /** One predicate holds. */
  record Holds(Predicate predicate) implements Condition {}
}
