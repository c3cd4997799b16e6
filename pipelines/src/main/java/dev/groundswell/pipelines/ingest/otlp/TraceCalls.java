package dev.groundswell.pipelines.ingest.otlp;

import static java.util.stream.Collectors.toSet;

import dev.groundswell.schemas.TracePart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The calls of one trace while it goes on: each is told once, when the time has come that it is
 * waited for no longer.
 */
public final class TraceCalls {

  private final int received;
  private final List<TracePart> parts;
  private final List<AssembledCall> calls;
  private final Set<String> told;

  /**
   * @param parts all that has come of the trace, normalised
   * @param told the spans of calls that have been told, as {@link #told()} says
   */
  public TraceCalls(Collection<TracePart> parts, Collection<String> told) {
    this.received = parts.size();
    this.parts = CallAssembly.withoutRepeatedDeliveries(parts);
    this.calls = CallAssembly.of(parts);
    this.told = new HashSet<>(told);
  }

  /**
   * What became of the parts of a trace that is told to its end. Every part is in exactly one
   * number: parts = calls + merged + unused + orphans.
   *
   * @param calls parts that made a call
   * @param merged parts that completed a call without making one, and repeated deliveries
   * @param unused parts that any trace has, and that no call is near: somebody's user or failed
   *     request
   * @param orphans parts that speak of a call that is not there: messages and wrappers whose span
   *     was lost, or came too late
   */
  public record Fates(int calls, int merged, int unused, int orphans) {

    /** Of no part. */
    public static final Fates NONE = new Fates(0, 0, 0, 0);

    /** Of the parts of several traces. */
    public Fates plus(Fates other) {
      return new Fates(
          calls + other.calls,
          merged + other.merged,
          unused + other.unused,
          orphans + other.orphans);
    }
  }

  /**
   * Calls that have not been told, which counts as telling them; in the order of their ends. A call
   * of which another span has been told before is not another call.
   *
   * @param end only calls that ended by then, milliseconds since 1970-01-01 UTC
   */
  public List<AssembledCall> tell(long end) {
    List<AssembledCall> due = new ArrayList<>();
    for (AssembledCall call : calls) {
      if (call.event().getEventTime() <= end && Collections.disjoint(call.spans(), told)) {
        told.add(call.spans().get(0));
        due.add(call);
      }
    }
    return due;
  }

  /** The spans, one a call, of all calls that have been told. */
  public Set<String> told() {
    return Collections.unmodifiableSet(told);
  }

  /** What became of every part, once everything has been told. */
  public Fates fates() {
    Set<String> used =
        Stream.concat(
                told.stream(),
                calls.stream().flatMap(c -> c.parts().stream()).map(CallAssembly::key))
            .collect(toSet());
    int unused = 0;
    int orphans = 0;
    for (TracePart part : parts) {
      if (!used.contains(CallAssembly.key(part))) {
        switch (part.getRole()) {
          case context, http -> unused++;
          case model_call, tool_call, wrapper, message -> orphans++;
        }
      }
    }
    return new Fates(told.size(), received - told.size() - unused - orphans, unused, orphans);
  }
}
