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
import java.util.stream.Stream;

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
    return rules.stream().flatMap(this::shares).toList();
  }

  private Stream<StepShare> shares(Rule rule) {
    List<BaseRule> openings = rule.openings();
    return rule.baseRules().stream().map(step -> share(rule, step, openings.contains(step)));
  }

  private StepShare share(Rule rule, BaseRule step, boolean opens) {
    return new StepShare(
        rule.name(),
        step,
        opens,
        satisfied.getOrDefault(List.of(rule.name(), step.name()), 0L),
        events);
  }
}
