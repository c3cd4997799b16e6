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

  /** Nothing that holds at an event of a group. */
  Holding(List<GroupField> group, EventSummary event) {
    this.group = group;
    this.event = event;
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
    for (String step : steps) {
      if (evidence.containsKey(step)) {
        return true;
      }
    }
    return false;
  }

  /** What stands behind a step that holds. */
  List<StepEvidence> evidence(String step) {
    return evidence.get(step);
  }

  /** Adds a base rule that the event satisfies. */
  void add(String baseRule) {
    evidence.put(baseRule, List.of(new StepEvidence(baseRule, 1L, List.of(event))));
  }

  /** Adds a correlation that holds as well. */
  void add(String step, List<StepEvidence> behind) {
    evidence.put(step, behind);
  }
}
