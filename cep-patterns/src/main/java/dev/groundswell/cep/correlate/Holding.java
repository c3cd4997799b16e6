package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.StepEvidence;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The steps of a rule that hold at an event, with what stands behind each. */
final class Holding {

  private final List<GroupField> group;
  private final EventSummary event;
  private final Map<String, List<StepEvidence>> evidence = new HashMap<>();

  /** The base rules that an event of a group satisfies. */
  Holding(List<GroupField> group, EventSummary event, Collection<String> baseRules) {
    this.group = group;
    this.event = event;
    baseRules.forEach(
        name -> evidence.put(name, List.of(new StepEvidence(name, 1L, List.of(event)))));
  }

  List<GroupField> group() {
    return group;
  }

  EventSummary event() {
    return event;
  }

  boolean has(String step) {
    return evidence.containsKey(step);
  }

  boolean hasAny(Collection<String> steps) {
    return steps.stream().anyMatch(evidence::containsKey);
  }

  /** What stands behind a step that holds. */
  List<StepEvidence> evidence(String step) {
    return evidence.get(step);
  }

  /** Adds a correlation that holds as well. */
  void add(String step, List<StepEvidence> behind) {
    evidence.put(step, behind);
  }
}
