package dev.groundswell.pipelines.ingest.otlp;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;

import dev.groundswell.schemas.PartFate;
import dev.groundswell.schemas.TracePart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The calls of one trace while it goes on: each is told once, when the time has come that nothing
 * is waited for any more. What became of a part is written into it, and of what it says only its
 * {@link Outline} is kept once all calls that it is in have been told.
 */
public final class TraceCalls {

  private final Map<String, List<TracePart>> parts;
  private final List<AssembledCall> calls;
  private final Set<String> told = new HashSet<>();

  /**
   * @param parts what there is of the trace, normalised; telling changes them
   */
  public TraceCalls(Collection<TracePart> parts) {
    this.parts = parts.stream().collect(groupingBy(CallAssembly::key));
    this.calls = CallAssembly.of(parts);
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
    Map<Boolean, List<AssembledCall>> byDue =
        calls.stream().collect(partitioningBy(call -> isDue(call, end, lostEnd)));
    List<AssembledCall> fresh = new ArrayList<>();
    for (AssembledCall call : byDue.get(true)) {
      TracePart own = call.parts().get(0);
      if (isNew(own, call)) {
        told.add(call.spans().get(0));
        own.setFate(PartFate.told);
        fresh.add(call);
      }
    }
    use(byDue.get(true), byDue.get(false));
    return fresh;
  }

  /** Repeated deliveries of what calls are put together from too. */
  private void use(List<AssembledCall> due, List<AssembledCall> later) {
    Set<String> making = keys(later.stream().map(call -> call.parts().get(0)));
    Set<String> needed = keys(later.stream().flatMap(call -> call.parts().stream()));
    for (String used : keys(due.stream().flatMap(call -> call.parts().stream()))) {
      // What is around one call may make another, which comes later.
      if (!making.contains(used)) {
        parts.get(used).forEach(TraceCalls::use);
      }
      if (!needed.contains(used)) {
        parts.get(used).forEach(TraceCalls::cut);
      }
    }
  }

  private static boolean isDue(AssembledCall call, long end, long lostEnd) {
    return call.isLost() ? call.begin() <= lostEnd : call.event().getEventTime() <= end;
  }

  /** One that was used repeats a call that may have been forgotten since. */
  private boolean isNew(TracePart own, AssembledCall call) {
    return own.getFate() == PartFate.open && Collections.disjoint(call.spans(), told);
  }

  private static void use(TracePart part) {
    if (part.getFate() == PartFate.open) {
      part.setFate(PartFate.used);
    }
  }

  private static void cut(TracePart part) {
    if (!Outline.isOne(part.getEvent())) {
      part.setEvent(Outline.of(part.getEvent()));
    }
  }

  private static Set<String> keys(Stream<TracePart> parts) {
    return parts.map(CallAssembly::key).collect(toSet());
  }
}
