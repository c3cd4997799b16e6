package dev.groundswell.cep.lint;

import dev.groundswell.cep.match.EventMatches;
import dev.groundswell.cep.match.StepMatcher;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.RuleTest;
import dev.groundswell.cep.rules.RuleTest.GivenEvent;
import dev.groundswell.cep.rules.RuleText;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.TestEvents;
import dev.groundswell.schemas.StepRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds a rule's sample events to the steps that they are named for. */
final class Samples {

  private static final String EVENTS = "events";
  private static final String TESTS = "tests";

  private final Rule rule;
  private final RuleText text;

  Samples(Rule rule, RuleText text) {
    this.rule = rule;
    this.text = text;
  }

  /** A sample that satisfies another step, or none, tests something else than it says. */
  List<String> errors() {
    StepMatcher matcher = new StepMatcher(new RulePack(List.of(rule)));
    List<String> errors = new ArrayList<>();
    for (String sample : rule.samples().keySet()) {
      EventMatches matches = matcher.match(TestEvents.sample(rule, sample));
      Set<String> satisfied =
          matches.matches().stream()
              .flatMap(match -> match.getSteps().stream())
              .map(StepRef::getStep)
              .collect(Collectors.toCollection(TreeSet::new));
      if (!satisfied.equals(Set.of(sample))) {
        errors.add(text.problem(advice(satisfied, matches.absentFields()), EVENTS, sample));
      }
    }
    return errors;
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!rule.samples().isEmpty()) {
      for (String step : rule.baseRules().stream().map(BaseRule::name).toList()) {
        if (!rule.samples().containsKey(step)) {
          warnings.add(text.problem("has no sample for the step `%s`".formatted(step), EVENTS));
        }
      }
    }
    if (!rule.tests().isEmpty()) {
      Set<String> given =
          rule.tests().stream()
              .flatMap(test -> test.given().stream())
              .map(GivenEvent::sample)
              .collect(Collectors.toSet());
      for (String sample : rule.samples().keySet()) {
        if (!given.contains(sample)) {
          warnings.add(text.problem("is in no test", EVENTS, sample));
        }
      }
      if (rule.tests().stream().mapToInt(RuleTest::expect).max().orElse(0) < 2) {
        warnings.add(text.problem("none shows that it fires again after it has fired", TESTS));
      }
    }
    return warnings;
  }

  private static String advice(Set<String> satisfied, List<String> absent) {
    String found =
        satisfied.isEmpty()
            ? "satisfies no step" + (absent.isEmpty() ? "" : ", for it has no " + names(absent))
            : "satisfies " + names(satisfied);
    return found + "; a sample satisfies the step that it is named for, and no other";
  }

  private static String names(Iterable<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }
}
