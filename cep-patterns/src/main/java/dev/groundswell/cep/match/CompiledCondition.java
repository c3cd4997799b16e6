package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.Condition;
import dev.groundswell.cep.rules.Condition.And;
import dev.groundswell.cep.rules.Condition.Holds;
import dev.groundswell.cep.rules.Condition.Not;
import dev.groundswell.cep.rules.Condition.Or;
import dev.groundswell.cep.rules.Predicate;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/** A condition over the numbers of predicates. */
final class CompiledCondition {

  private interface Test {
    boolean holds(BitSet holding);
  }

  private final Condition condition;
  private final ToIntFunction<Predicate> numbers;
  private final Test test;

  CompiledCondition(Condition condition, ToIntFunction<Predicate> numbers) {
    this.condition = condition;
    this.numbers = numbers;
    this.test = compile(condition);
  }

  /** Whether it holds, given the predicates that do. */
  boolean holds(BitSet holding) {
    return test.holds(holding);
  }

  /** Numbers of its predicates. */
  Set<Integer> predicates() {
    Set<Integer> predicates = new HashSet<>();
    condition.predicates().forEach(predicate -> predicates.add(numbers.applyAsInt(predicate)));
    return predicates;
  }

  /**
   * Predicates of which one holds whenever the condition does; empty if it may hold without any.
   *
   * @param weight of a predicate; of several such sets, the lightest is told
   */
  Optional<Set<Integer>> anchors(IntUnaryOperator weight) {
    return anchors(condition, weight);
  }

  private Optional<Set<Integer>> anchors(Condition part, IntUnaryOperator weight) {
    if (part instanceof Holds holds) {
      return Optional.of(Set.of(numbers.applyAsInt(holds.predicate())));
    }
    if (part instanceof And and) {
      return and.parts().stream()
          .flatMap(each -> anchors(each, weight).stream())
          .min((one, other) -> Integer.compare(weight(one, weight), weight(other, weight)));
    }
    if (part instanceof Or or) {
      Set<Integer> all = new HashSet<>();
      for (Condition each : or.parts()) {
        Optional<Set<Integer>> anchors = anchors(each, weight);
        if (anchors.isEmpty()) {
          return Optional.empty();
        }
        all.addAll(anchors.get());
      }
      return Optional.of(all);
    }
    return Optional.empty();
  }

  private static int weight(Set<Integer> anchors, IntUnaryOperator weight) {
    return anchors.stream().mapToInt(weight::applyAsInt).sum();
  }

  private Test compile(Condition part) {
    if (part instanceof Holds holds) {
      int number = numbers.applyAsInt(holds.predicate());
      return holding -> holding.get(number);
    }
    if (part instanceof Not not) {
      Test negated = compile(not.part());
      return holding -> !negated.holds(holding);
    }
    return part instanceof And and
        ? all(compile(and.parts()), true)
        : all(compile(((Or) part).parts()), false);
  }

  private Test[] compile(List<Condition> parts) {
    return parts.stream().map(this::compile).toArray(Test[]::new);
  }

  /** Whether all are as expected; if that is false, the opposite of it: whether one is not. */
  private static Test all(Test[] parts, boolean expected) {
    return holding -> {
      for (Test part : parts) {
        if (part.holds(holding) != expected) {
          return !expected;
        }
      }
      return expected;
    };
  }
}
