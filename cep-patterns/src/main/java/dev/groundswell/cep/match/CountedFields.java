package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.TemporalOrdered;
import dev.groundswell.cep.rules.Step.ValueCount;
import dev.groundswell.schemas.StepRef;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields whose distinct values a rule counts, and the steps that mean nothing without them. */
final class CountedFields {

  private record Counted(TelemetryField field, Set<String> steps) {}

  private final List<Counted> counted;
  private final Set<String> countedOtherwise = new HashSet<>();

  CountedFields(Rule rule) {
    this.counted = rule.valueCounts().stream().map(CountedFields::counted).toList();
    if (rule.root() instanceof TemporalOrdered sequence) {
      sequence.steps().forEach(step -> countedOtherwise.add(step.name()));
    }
    for (Count count : rule.counts()) {
      if (!(count instanceof ValueCount)) {
        count.counted().forEach(base -> countedOtherwise.add(base.name()));
      }
    }
  }

  /**
   * Binds the event's values of the fields that its steps are counted by.
   *
   * @param satisfied the rule's steps that the event satisfies
   * @param bound takes the values, by dotted field name
   * @param absent takes the fields that the event lacks
   * @return the steps that can take part
   */
  List<StepRef> bind(
      TelemetryEvent event,
      List<StepRef> satisfied,
      Map<String, String> bound,
      List<String> absent) {
    if (counted.isEmpty()) {
      return satisfied;
    }
    Set<String> useful = new HashSet<>(countedOtherwise);
    for (Counted each : counted) {
      if (satisfied.stream().anyMatch(step -> each.steps().contains(step.getStep()))) {
        Object value = each.field().value(event);
        if (value == null) {
          absent.add(each.field().name());
        } else {
          bound.put(each.field().name(), value.toString());
          useful.addAll(each.steps());
        }
      }
    }
    List<StepRef> taking = new ArrayList<>(satisfied);
    taking.removeIf(step -> !useful.contains(step.getStep()));
    return taking;
  }

  private static Counted counted(ValueCount count) {
    return new Counted(
        TelemetryField.named(count.field()).orElseThrow(),
        Set.copyOf(count.counted().stream().map(BaseRule::name).toList()));
  }
}
