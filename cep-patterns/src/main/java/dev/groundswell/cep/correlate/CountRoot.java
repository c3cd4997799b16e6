package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A rule that counts. Every step that reaches it is one that it counts. */
record CountRoot(RunningCount count) implements RuleRoot {

  @Override
  public Optional<List<StepEvidence>> take(EventSummary event, Set<String> steps) throws Exception {
    if (!count.add(event)) {
      return Optional.empty();
    }
    StepEvidence evidence = count.evidence();
    count.clear();
    return Optional.of(List.of(evidence));
  }
}
