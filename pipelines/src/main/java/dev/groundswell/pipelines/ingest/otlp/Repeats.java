package dev.groundswell.pipelines.ingest.otlp;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import dev.groundswell.schemas.PartRole;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Spans of calls that tell of a call that another span tells of as well: a framework and the client
 * library beneath it are often both instrumented.
 */
final class Repeats {

  /** The span nearest to the provider first: it is the shortest, and knows the tokens. */
  private static final Comparator<TracePart> NEAREST =
      comparing((TracePart part) -> part.getEvent().getGenAiUsageInputTokens() == null)
          .thenComparingLong(part -> part.getEndNanos() - part.getStartNanos())
          .thenComparing(comparingLong(TracePart::getStartNanos).reversed())
          .thenComparing(TracePart::getSpanId);

  private final Map<String, List<TracePart>> ofCall = new HashMap<>();
  private final Set<String> repeating = new HashSet<>();

  Repeats(List<TracePart> calls, TraceTree tree) {
    List<TracePart> nearest = calls.stream().sorted(NEAREST).toList();
    wrapping(nearest, tree);
    Map<String, TracePart> byResponse = new HashMap<>();
    for (TracePart call : nearest) {
      if (!repeating.contains(call.getSpanId())) {
        sameAnswer(call, byResponse);
      }
    }
    for (TracePart call : nearest) {
      if (!repeating.contains(call.getSpanId())) {
        nearest.stream()
            .filter(other -> !repeating.contains(other.getSpanId()) && isBeside(other, call))
            .findFirst()
            .ifPresent(other -> repeats(other, call));
      }
    }
  }

  /** Whether a span tells of no call of its own. */
  boolean isRepeat(TracePart call) {
    return repeating.contains(call.getSpanId());
  }

  /** The spans that tell of the same call and no other. */
  List<TracePart> of(TracePart call) {
    List<TracePart> all = new ArrayList<>(ofCall.getOrDefault(call.getSpanId(), List.of()));
    // Not step into step: thousands of spans may each repeat the next.
    for (int at = 0; at < all.size(); at++) {
      all.addAll(ofCall.getOrDefault(all.get(at).getSpanId(), List.of()));
    }
    return all;
  }

  /** A call around calls is theirs; it adds something only to a single one. */
  private void wrapping(List<TracePart> calls, TraceTree tree) {
    Map<String, List<TracePart>> within = new HashMap<>();
    Map<String, TracePart> outers = new HashMap<>();
    for (TracePart call : calls) {
      for (TracePart around : tree.around(call)) {
        if (around.getRole() == PartRole.model_call) {
          outers.put(around.getSpanId(), around);
          within.computeIfAbsent(around.getSpanId(), outer -> new ArrayList<>()).add(call);
        }
      }
    }
    repeating.addAll(within.keySet());
    within.forEach(
        (outer, inner) -> {
          List<TracePart> innermost =
              inner.stream().filter(c -> !repeating.contains(c.getSpanId())).toList();
          if (innermost.size() == 1) {
            repeats(outers.get(outer), innermost.get(0));
          }
        });
  }

  private void sameAnswer(TracePart call, Map<String, TracePart> byResponse) {
    String response = response(call);
    TracePart first = response == null ? null : byResponse.putIfAbsent(response, call);
    if (first != null) {
      repeats(call, first);
    }
  }

  private void repeats(TracePart outer, TracePart call) {
    repeating.add(outer.getSpanId());
    ofCall.computeIfAbsent(call.getSpanId(), inner -> new ArrayList<>()).add(outer);
  }

  /** Another library's span that began before and ended after, under the same parent. */
  private static boolean isBeside(TracePart outer, TracePart inner) {
    return !outer.getSpanId().equals(inner.getSpanId())
        && !outer.getScope().equals(inner.getScope())
        && outer.getParentSpanId().equals(inner.getParentSpanId())
        && !outer.getParentSpanId().isEmpty()
        && outer.getStartNanos() <= inner.getStartNanos()
        && outer.getEndNanos() >= inner.getEndNanos()
        && (response(outer) == null || response(inner) == null)
        && isSameModel(outer.getEvent(), inner.getEvent());
  }

  private static boolean isSameModel(TelemetryEvent one, TelemetryEvent other) {
    return one.getGenAiRequestModel() != null
        && Objects.equals(one.getGenAiRequestModel(), other.getGenAiRequestModel())
        && Objects.equals(one.getGenAiOperationName(), other.getGenAiOperationName());
  }

  private static String response(TracePart call) {
    return call.getEvent().getLabels().get(PartFields.RESPONSE_ID);
  }
}
