package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.schemas.PartRole;
import dev.groundswell.schemas.TracePart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The spans of a trace by their parents, as far as they are there. */
final class TraceTree {

  /** Deeper is a loop, or meant to take long. */
  static final int MAX_DEPTH = 64;

  private final Map<String, TracePart> spans = new HashMap<>();

  TraceTree(Collection<TracePart> spans) {
    spans.forEach(span -> this.spans.put(span.getSpanId(), span));
  }

  /** The span of that id; null if it is not there. */
  TracePart span(String spanId) {
    return spans.get(spanId);
  }

  /** The spans around a part, the nearest first; none if it is in a loop. */
  List<TracePart> around(TracePart part) {
    List<TracePart> around = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    TracePart at = spans.get(part.getParentSpanId());
    while (at != null && around.size() < MAX_DEPTH && seen.add(at.getSpanId())) {
      if (at.getSpanId().equals(part.getSpanId())) {
        return List.of();
      }
      around.add(at);
      at = spans.get(at.getParentSpanId());
    }
    return around;
  }

  /** The spans around a part that may be of one call with it: what a tool calls is another call. */
  List<TracePart> within(TracePart part) {
    return around(part).stream()
        .takeWhile(around -> around.getRole() != PartRole.tool_call)
        .toList();
  }
}
