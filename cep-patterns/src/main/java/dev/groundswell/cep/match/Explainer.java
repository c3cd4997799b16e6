package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.Condition;
import dev.groundswell.cep.rules.Condition.And;
import dev.groundswell.cep.rules.Condition.Holds;
import dev.groundswell.cep.rules.Condition.Not;
import dev.groundswell.cep.rules.Condition.Or;
import dev.groundswell.cep.rules.Predicate;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.schemas.StepRef;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says of an event, predicate by predicate, what {@link StepMatcher} only decides. */
public final class Explainer {

  private final TelemetryEvent event;
  private final PredicateTable predicates = new PredicateTable();
  private final BitSet holding;

  private Explainer(Rule rule, TelemetryEvent event) {
    this.event = event;
    rule.baseRules().stream()
        .flatMap(step -> step.condition().predicates())
        .forEach(predicates::number);
    this.holding = predicates.holding(event);
  }

  /** What an event means to a rule. */
  public static RuleExplanation explain(Rule rule, TelemetryEvent event) {
    Explainer explainer = new Explainer(rule, event);
    Map<String, Reason> steps = new LinkedHashMap<>();
    for (BaseRule step : rule.baseRules()) {
      steps.put(step.name(), explainer.reason(step.condition()));
    }
    Map<String, String> bound = new LinkedHashMap<>();
    Set<String> missing = new LinkedHashSet<>();
    for (BaseRule step : rule.baseRules()) {
      explainer.bind(rule, step, bound, missing);
    }
    return new RuleExplanation(rule, steps, takesPartAs(rule, event), bound, List.copyOf(missing));
  }

  private static List<String> takesPartAs(Rule rule, TelemetryEvent event) {
    return new StepMatcher(new RulePack(List.of(rule)))
        .match(event).matches().stream()
            .flatMap(match -> match.getSteps().stream())
            .map(StepRef::getStep)
            .toList();
  }

  private void bind(Rule rule, BaseRule step, Map<String, String> bound, Set<String> missing) {
    List<String> names = rule.groupBy().names();
    if (names.isEmpty()) {
      new Grouping(rule.groupBy(), step.name())
          .of(event, missing)
          .ifPresent(actor -> actor.forEach(one -> bound.put(one.getName(), one.getValue())));
    }
    List<String> fields = rule.groupBy().fields(step.name());
    for (int i = 0; i < names.size(); i++) {
      Object value = value(fields.get(i));
      if (value == null) {
        missing.add(fields.get(i));
      } else {
        bound.put(names.get(i), value.toString());
      }
    }
    new BoundFields(rule, step).bind(event, bound, missing);
  }

  private Reason reason(Condition condition) {
    if (condition instanceof Holds holds) {
      Predicate predicate = holds.predicate();
      return new Reason(
          PredicateText.of(predicate) + ", found " + found(predicate.field()),
          holding.get(predicates.number(predicate)),
          List.of());
    }
    if (condition instanceof Not not) {
      Reason part = reason(not.part());
      return new Reason("not", !part.holds(), List.of(part));
    }
    if (condition instanceof And and) {
      List<Reason> parts = reasons(and.parts());
      return joined("all of", parts.stream().allMatch(Reason::holds), parts);
    }
    List<Reason> parts = reasons(((Or) condition).parts());
    return joined("any of", parts.stream().anyMatch(Reason::holds), parts);
  }

  private List<Reason> reasons(List<Condition> parts) {
    return parts.stream().map(this::reason).toList();
  }

  private static Reason joined(String text, boolean holds, List<Reason> parts) {
    return parts.size() == 1 ? parts.get(0) : new Reason(text, holds, parts);
  }

  private String found(String field) {
    Object value = value(field);
    return value == null ? "nothing" : value.toString();
  }

  private Object value(String field) {
    return TelemetryField.named(field).orElseThrow().value(event);
  }
}
