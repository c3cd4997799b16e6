package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.InForce;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RuleVersion;
import dev.groundswell.schemas.StepEvidence;
import java.util.List;
import java.util.Optional;

/** A rule, ready to run on the state of the current key; equal by identity. */
final class RunningRule {

  private final RuleVersion version;
  private final InForce inForce;
  private final List<RunningStep> steps;
  private final Due due;

  /**
   * A rule that is decided by these correlations.
   *
   * @param steps each behind those that it is made of; none for a rule about single events
   */
  RunningRule(RuleVersion version, List<RunningStep> steps, Due due) {
    this.version = version;
    this.inForce = version.inForce();
    this.steps = steps;
    this.due = due;
  }

  /** The rule as it is at an event time, ms since 1970-01-01 UTC; empty if it has none then. */
  Optional<Rule> at(long time) {
    return version.at(time);
  }

  /** Whether it has seen whatever happened from one event time to another, both included. */
  boolean hasSeen(long from, long to) {
    return inForce.throughout(from, to);
  }

  boolean isAboutSingleEvents() {
    return steps.isEmpty();
  }

  /**
   * Whether an event that satisfies a base rule can change anything of the rule, as far as things
   * are: the last step of a sequence, say, only where the sequence has begun.
   */
  boolean concerns(String baseRule) throws Exception {
    for (RunningStep step : steps) {
      if (step.concerns(baseRule)) {
        return true;
      }
    }
    return false;
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
    due.unknown();
  }
}
