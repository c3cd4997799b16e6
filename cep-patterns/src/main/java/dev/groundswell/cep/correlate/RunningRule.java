package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.schemas.StepEvidence;
import java.util.List;
import java.util.Optional;

/** A rule, ready to run on the state of the current key; equal by identity. */
final class RunningRule {

  private final Rule rule;
  private final List<RunningStep> steps;

  /**
   * A rule that is decided by these correlations.
   *
   * @param steps each behind those that it is made of; none for a rule about single events
   */
  RunningRule(Rule rule, List<RunningStep> steps) {
    this.rule = rule;
    this.steps = steps;
  }

  Rule rule() {
    return rule;
  }

  boolean isAboutSingleEvents() {
    return steps.isEmpty();
  }

  /**
   * Takes an event.
   *
   * @return what stands behind the rule if it fires; its state is cleared then
   */
  Optional<List<StepEvidence>> take(Holding holding) throws Exception {
    for (RunningStep step : steps) {
      step.take(holding).ifPresent(evidence -> holding.add(step.name(), evidence));
    }
    String root = steps.get(steps.size() - 1).name();
    if (!holding.has(root)) {
      return Optional.empty();
    }
    clear();
    return Optional.of(holding.evidence(root));
  }

  /** Forgets every event, so that none is evidence twice. */
  void clear() throws Exception {
    for (RunningStep step : steps) {
      step.clear();
    }
  }
}
