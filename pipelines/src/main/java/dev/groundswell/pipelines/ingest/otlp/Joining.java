package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.schemas.TelemetryField;
import dev.groundswell.schemas.TracePart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who calls: a call's own span says it, or one around it, or, where the chain of spans has a gap,
 * whoever in the trace says it, if nobody says otherwise.
 */
final class Joining {

  private static final List<TelemetryField> FIELDS =
      PartFields.JOINED.stream().map(name -> TelemetryField.named(name).orElseThrow()).toList();

  private final TraceTree tree;

  /** The part that first names the only value of a field in the trace. */
  private final Map<String, TracePart> sole = new HashMap<>();

  /**
   * @param parts of a trace, in their order
   */
  Joining(List<TracePart> parts, TraceTree tree) {
    this.tree = tree;
    for (TelemetryField field : FIELDS) {
      if (PartFields.ACTOR.contains(field.name())) {
        findSole(field, parts);
      }
    }
  }

  /**
   * Completes a call, and returns the parts around it and those that it took something from.
   *
   * @param repeats spans that tell of the same call
   */
  List<TracePart> join(CallEvent event, TracePart call, List<TracePart> repeats) {
    List<TracePart> around = new ArrayList<>(tree.around(call));
    for (TracePart repeat : repeats) {
      around.add(repeat);
      around.addAll(tree.around(repeat));
    }
    List<TracePart> used = new ArrayList<>(around);
    for (TelemetryField field : FIELDS) {
      around.forEach(part -> event.join(field, part.getEvent()));
      TracePart only = sole.get(field.name());
      if (only != null && event.join(field, only.getEvent())) {
        used.add(only);
      }
    }
    return used;
  }

  private void findSole(TelemetryField field, List<TracePart> parts) {
    Set<Object> values = new HashSet<>();
    TracePart first = null;
    for (TracePart part : parts) {
      Object value = field.value(part.getEvent());
      if (value != null && values.add(value) && first == null) {
        first = part;
      }
    }
    if (values.size() == 1) {
      sole.put(field.name(), first);
    }
  }
}
