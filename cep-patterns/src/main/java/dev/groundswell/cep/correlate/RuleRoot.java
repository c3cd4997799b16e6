package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides a rule, event by event in order, on the state of the current key. */
interface RuleRoot {

  /**
   * Takes an event that satisfies these base rules.
   *
   * @return the evidence by step if the rule fires; its state is cleared then
   */
  Optional<List<StepEvidence>> take(EventSummary event, Set<String> steps) throws Exception;
}
