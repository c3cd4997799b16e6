package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.Condition;
import dev.groundswell.cep.rules.Condition.And;
import dev.groundswell.cep.rules.Condition.Holds;
import dev.groundswell.cep.rules.Condition.Not;
import dev.groundswell.cep.rules.Condition.Or;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.StepRef;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides which rule steps an event satisfies, without state: most events satisfy none and go no
 * further. Not thread-safe to build, thread-safe to use; compile it where it runs.
 */
public final class StepMatcher {

  /** A step ready to be decided from the numbers of the predicates that hold. */
  private record CompiledStep(
      StepRef reference,
      boolean broad,
      Predicate<BitSet> condition,
      Grouping grouping,
      BoundFields boundFields) {}

  private final PredicateTable predicates = new PredicateTable();
  private final List<List<CompiledStep>> rules;

  /** Compiles the steps of all rules. */
  public StepMatcher(RulePack pack) {
    this.rules = pack.rules().stream().map(this::compile).toList();
  }

  /** What the event means to the rules. */
  public EventMatches match(TelemetryEvent event) {
    BitSet holding = predicates.holding(event);
    boolean selective = false;
    Map<List<GroupField>, List<StepRef>> stepsByGroup = new LinkedHashMap<>();
    Map<String, String> bound = new HashMap<>();
    List<String> absent = new ArrayList<>();
    for (List<CompiledStep> rule : rules) {
      Set<String> absentHere = Set.of();
      for (CompiledStep step : rule) {
        if (step.condition().test(holding)) {
          selective |= !step.broad();
          absentHere = absentHere.isEmpty() ? new LinkedHashSet<>() : absentHere;
          Optional<List<GroupField>> group = step.grouping().of(event, absentHere);
          if (group.isPresent() && step.boundFields().bind(event, bound, absentHere)) {
            stepsByGroup
                .computeIfAbsent(group.get(), key -> new ArrayList<>())
                .add(step.reference());
          }
        }
      }
      absent.addAll(absentHere);
    }
    if (stepsByGroup.isEmpty() && absent.isEmpty()) {
      return EventMatches.NONE;
    }
    EventSummary summary = EventSummaries.of(event, bound);
    List<StepMatch> matches = new ArrayList<>(stepsByGroup.size());
    stepsByGroup.forEach((group, steps) -> matches.add(Grouping.match(group, steps, summary)));
    return new EventMatches(matches, selective, absent);
  }

  private List<CompiledStep> compile(Rule rule) {
    return rule.baseRules().stream().map(step -> compile(rule, step)).toList();
  }

  private CompiledStep compile(Rule rule, BaseRule step) {
    return new CompiledStep(
        new StepRef(rule.id(), rule.version(), step.name()),
        step.broad(),
        compile(step.condition()),
        new Grouping(rule.groupBy(), step.name()),
        new BoundFields(rule, step));
  }

  private Predicate<BitSet> compile(Condition condition) {
    if (condition instanceof Holds holds) {
      int number = predicates.number(holds.predicate());
      return holding -> holding.get(number);
    }
    if (condition instanceof Not not) {
      return compile(not.part()).negate();
    }
    if (condition instanceof And and) {
      List<Predicate<BitSet>> parts = and.parts().stream().map(this::compile).toList();
      return holding -> parts.stream().allMatch(part -> part.test(holding));
    }
    List<Predicate<BitSet>> parts = ((Or) condition).parts().stream().map(this::compile).toList();
    return holding -> parts.stream().anyMatch(part -> part.test(holding));
  }
}
