package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Correlation;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.Sequence;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields that a rule's correlations read of the events of one base rule: their values travel
 * with the match.
 */
final class BoundFields {

  /** Every field that any correlation above the base rule reads. */
  private final List<TelemetryField> fields;

  /** By correlation that takes the event, the fields without which it takes no part there. */
  private final List<Set<String>> needed = new ArrayList<>();

  BoundFields(Rule rule, BaseRule base) {
    Set<String> names = new LinkedHashSet<>();
    for (Correlation correlation : rule.correlations()) {
      if (correlation.baseRules().anyMatch(base::equals)) {
        Set<String> read = read(rule, correlation, base);
        names.addAll(read);
        if (correlation instanceof Sequence sequence) {
          sequence.relations().forEach(relation -> names.addAll(relation.fields()));
        }
        if (takes(correlation, base)) {
          needed.add(read);
        }
      }
    }
    this.fields = names.stream().map(name -> TelemetryField.named(name).orElseThrow()).toList();
  }

  /** Whether no value is needed: so it is with most rules. */
  boolean isEmpty() {
    return fields.isEmpty();
  }

  /**
   * Binds the values of the event.
   *
   * @param bound takes them, by dotted field name
   * @param absent takes the fields that the event lacks and needs
   * @return whether the event can take part
   */
  boolean bind(TelemetryEvent event, Map<String, String> bound, Set<String> absent) {
    for (TelemetryField field : fields) {
      Object value = field.value(event);
      if (value != null) {
        bound.put(field.name(), value.toString());
      }
    }
    boolean takesPart = false;
    for (Set<String> there : needed) {
      Set<String> lacking = new LinkedHashSet<>(there);
      lacking.removeAll(bound.keySet());
      absent.addAll(lacking);
      takesPart |= lacking.isEmpty();
    }
    return takesPart;
  }

  private static boolean takes(Correlation correlation, BaseRule base) {
    return correlation.steps().contains(base)
        || (correlation instanceof Sequence sequence
            && sequence.absences().stream().anyMatch(each -> each.unwanted().equals(base)));
  }

  private static Set<String> read(Rule rule, Correlation correlation, BaseRule base) {
    Set<String> read =
        new LinkedHashSet<>(correlation.groupBy().finerThan(rule.groupBy(), base.name()));
    if (correlation instanceof Count count) {
      read.addAll(count.measure().fields());
    }
    return read;
  }
}
