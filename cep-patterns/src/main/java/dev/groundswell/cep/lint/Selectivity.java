package dev.groundswell.cep.lint;

import static java.util.stream.Collectors.toMap;

import dev.groundswell.cep.match.StepMatcher;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.StepRef;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many events of ordinary traffic take part in each step of the rules: every one that does
 * travels to the correlations, and may open a run there.
 */
public final class Selectivity {

  private final List<Rule> rules;
  private final Map<String, String> names;
  private final StepMatcher matcher;
  private final Map<List<String>, Long> satisfied = new HashMap<>();
  private long events;

  Selectivity(List<Rule> rules) {
    this.rules = rules;
    this.names = rules.stream().collect(toMap(Rule::id, Rule::name));
    this.matcher = new StepMatcher(new RulePack(rules));
  }

  /** Counts an event. */
  public void add(TelemetryEvent event) {
    events++;
    for (StepMatch match : matcher.match(event).matches()) {
      for (StepRef step : match.getSteps()) {
        satisfied.merge(List.of(names.get(step.getRuleId()), step.getStep()), 1L, Long::sum);
      }
    }
  }

  /** The steps of all rules, in their order. */
  public List<StepShare> shares() {
    return rules.stream()
        .flatMap(rule -> rule.baseRules().stream().map(step -> share(rule, step)))
        .toList();
  }

  private StepShare share(Rule rule, BaseRule step) {
    return new StepShare(
        rule.name(),
        step,
        rule.openings().contains(step),
        satisfied.getOrDefault(List.of(rule.name(), step.name()), 0L),
        events);
  }
}
