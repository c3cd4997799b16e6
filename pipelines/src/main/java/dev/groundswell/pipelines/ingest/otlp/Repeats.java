package dev.groundswell.pipelines.ingest.otlp;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import dev.groundswell.schemas.TelemetryEvent;
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
      comparing((TracePart part) -> part.event().getGenAiUsageInputTokens() == null)
          .thenComparingLong(part -> part.endNanos() - part.startNanos())
          .thenComparing(comparingLong(TracePart::startNanos).reversed())
          .thenComparing(TracePart::spanId);

  private final Map<String, List<TracePart>> ofCall = new HashMap<>();
  private final Set<String> repeating = new HashSet<>();

  Repeats(List<TracePart> calls, TraceTree tree) {
    List<TracePart> nearest = calls.stream().sorted(NEAREST).toList();
    wrapping(nearest, tree);
    Map<String, TracePart> byResponse = new HashMap<>();
    for (TracePart call : nearest) {
      if (!repeating.contains(call.spanId())) {
        sameAnswer(call, byResponse);
      }
    }
    for (TracePart call : nearest) {
      if (!repeating.contains(call.spanId())) {
        nearest.stream()
            .filter(other -> !repeating.contains(other.spanId()) && isBeside(other, call))
            .findFirst()
            .ifPresent(other -> repeats(other, call));
      }
    }
  }

  /** Whether a span tells of no call of its own. */
  boolean isRepeat(TracePart call) {
    return repeating.contains(call.spanId());
  }

  /** The spans that tell of the same call and no other. */
  List<TracePart> of(TracePart call) {
    List<TracePart> all = new ArrayList<>(ofCall.getOrDefault(call.spanId(), List.of()));
    // Not step into step: thousands of spans may each repeat the next.
    for (int at = 0; at < all.size(); at++) {
      all.addAll(ofCall.getOrDefault(all.get(at).spanId(), List.of()));
    }
    return all;
  }

  /** A call around calls is theirs; it adds something only to a single one. */
  private void wrapping(List<TracePart> calls, TraceTree tree) {
    Map<String, List<TracePart>> within = new HashMap<>();
    Map<String, TracePart> outers = new HashMap<>();
    for (TracePart call : calls) {
      for (TracePart around : tree.around(call)) {
        if (around.role() == PartRole.MODEL_CALL) {
          outers.put(around.spanId(), around);
          within.computeIfAbsent(around.spanId(), outer -> new ArrayList<>()).add(call);
        }
      }
    }
    repeating.addAll(within.keySet());
    within.forEach(
        (outer, inner) -> {
          List<TracePart> innermost =
              inner.stream().filter(c -> !repeating.contains(c.spanId())).toList();
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
    repeating.add(outer.spanId());
    ofCall.computeIfAbsent(call.spanId(), inner -> new ArrayList<>()).add(outer);
  }

  /** Another library's span that began before and ended after, under the same parent. */
  private static boolean isBeside(TracePart outer, TracePart inner) {
    return !outer.spanId().equals(inner.spanId())
        && !outer.scope().equals(inner.scope())
        && outer.parentSpanId().equals(inner.parentSpanId())
        && !outer.parentSpanId().isEmpty()
        && outer.startNanos() <= inner.startNanos()
        && outer.endNanos() >= inner.endNanos()
        && (response(outer) == null || response(inner) == null)
        && isSameModel(outer.event(), inner.event());
  }

  private static boolean isSameModel(TelemetryEvent one, TelemetryEvent other) {
    return one.getGenAiRequestModel() != null
        && Objects.equals(one.getGenAiRequestModel(), other.getGenAiRequestModel())
        && Objects.equals(one.getGenAiOperationName(), other.getGenAiOperationName());
  }

  private static String response(TracePart call) {
    return call.event().getLabels().get(PartFields.RESPONSE_ID);
  }
}
