package dev.groundswell.pipelines.ingest.otlp;

import static java.util.stream.Collectors.groupingBy;

import dev.groundswell.schemas.PartFate;
import dev.groundswell.schemas.TracePart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls of one trace while it goes on: each is told once, when the time has come that nothing
 * is waited for any more. What became of a part is written into it, and of what it says only its
 * {@link Outline} is kept once it is in a call.
 */
public final class TraceCalls {

  private final Map<String, List<TracePart>> parts;
  private final List<AssembledCall> calls;
  private final Set<String> told = new HashSet<>();

  /** Keys of the parts that make calls which have not had their turn. */
  private final Set<String> untold = new HashSet<>();

  /**
   * @param parts what there is of the trace, normalised; telling changes them
   */
  public TraceCalls(Collection<TracePart> parts) {
    this.parts = parts.stream().collect(groupingBy(CallAssembly::key));
    this.calls = CallAssembly.of(parts);
    calls.forEach(call -> untold.add(CallAssembly.key(call.parts().get(0))));
    for (TracePart part : parts) {
      if (part.getFate() == PartFate.told) {
        told.add(part.getSpanId());
      }
    }
  }

  /** All calls that have not been told, as {@link #tell(long, long)} does. */
  public List<AssembledCall> tellAll() {
    return tell(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * Calls that have not been told, which counts as telling them; in the order of their ends. A call
   * of which another span has been told before is not another call.
   *
   * @param end only calls that ended by then, milliseconds since 1970-01-01 UTC
   * @param lostEnd of calls whose own span is missing only those of which some part ended by then:
   *     the span may still come, and then the failed request was not the end
   */
  public List<AssembledCall> tell(long end, long lostEnd) {
    List<AssembledCall> due = new ArrayList<>();
    for (AssembledCall call : calls) {
      if (call.isLost() ? call.begin() <= lostEnd : call.event().getEventTime() <= end) {
        TracePart own = call.parts().get(0);
        boolean isNew = isNew(own, call);
        untold.remove(CallAssembly.key(own));
        call.parts().forEach(this::use);
        if (isNew) {
          told.add(call.spans().get(0));
          own.setFate(PartFate.told);
          due.add(call);
        }
      }
    }
    return due;
  }

  /** One that was used repeats a call that may have been forgotten since. */
  private boolean isNew(TracePart own, AssembledCall call) {
    return own.getFate() == PartFate.open && Collections.disjoint(call.spans(), told);
  }

  /** Repeated deliveries too; not what is around one call and makes another, which comes later. */
  private void use(TracePart used) {
    String key = CallAssembly.key(used);
    if (untold.contains(key)) {
      return;
    }
    for (TracePart part : parts.get(key)) {
      if (part.getFate() == PartFate.open) {
        part.setFate(PartFate.used);
        part.setEvent(Outline.of(part.getEvent()));
      }
    }
  }
}
