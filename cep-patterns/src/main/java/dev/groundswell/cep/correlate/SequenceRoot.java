package dev.groundswell.cep.correlate;

import dev.groundswell.cep.correlate.nfa.SequenceNfa;
import dev.groundswell.cep.correlate.nfa.SequenceRuns;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.Occurrence;
import dev.groundswell.schemas.StepEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A rule about a sequence of base rules and counts. */
record SequenceRoot(
    List<String> steps, List<NestedCount> counts, SequenceNfa sequence, SequenceRuns runs)
    implements RuleRoot {

  /** A count that takes part as the events at which it holds. */
  record NestedCount(String name, Set<String> counted, RunningCount count) {}

  @Override
  public Optional<List<StepEvidence>> take(EventSummary event, Set<String> satisfied)
      throws Exception {
    List<String> roles = new ArrayList<>();
    steps.stream().filter(satisfied::contains).distinct().forEach(roles::add);
    List<StepEvidence> behind = new ArrayList<>();
    for (NestedCount nested : counts) {
      if (nested.counted().stream().anyMatch(satisfied::contains) && nested.count().add(event)) {
        roles.add(nested.name());
        behind.add(nested.count().evidence());
      }
    }
    if (roles.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<Occurrence>> match = runs.process(sequence, new Occurrence(roles, event, behind));
    if (match.isPresent()) {
      for (NestedCount nested : counts) {
        nested.count().clear();
      }
    }
    return match.map(this::evidence);
  }

  private List<StepEvidence> evidence(List<Occurrence> match) {
    List<StepEvidence> evidence = new ArrayList<>(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      evidence.add(evidence(steps.get(i), match.get(i)));
    }
    return evidence;
  }

  private static StepEvidence evidence(String step, Occurrence occurrence) {
    return occurrence.getEvidence().stream()
        .filter(behind -> behind.getStep().equals(step))
        .findFirst()
        .orElseGet(() -> new StepEvidence(step, 1L, List.of(occurrence.getEvent())));
  }
}
