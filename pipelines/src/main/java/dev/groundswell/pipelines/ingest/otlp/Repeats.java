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
import java.util.Optional;
import java.util.Set;

/**
 * Spans of calls that tell of a call that another span tells of as well: a framework and the client
 * library beneath it are often both instrumented.
 */
final class Repeats {

  private static final Comparator<TracePart> SHORTEST =
      comparingLong(Repeats::length)
          .thenComparing(comparingLong(TracePart::getStartNanos).reversed())
          .thenComparing(TracePart::getSpanId);

  /** The span nearest to the provider first: it knows the tokens, and is the shortest. */
  private static final Comparator<TracePart> NEAREST =
      comparing((TracePart part) -> part.getEvent().getGenAiUsageInputTokens() == null)
          .thenComparing(SHORTEST);

  private final TraceTree tree;
  private final List<TracePart> shortestFirst;

  /** The spans that tell of a span's call too, by its id; each may have such spans itself. */
  private final Map<String, List<TracePart>> repeats = new HashMap<>();

  private final Set<String> repeating = new HashSet<>();

  /** Of how many calls a span tells. */
  private final Map<String, Integer> calls = new HashMap<>();

  /** The spans that tell of each call. */
  private final Map<String, List<TracePart>> told = new HashMap<>();

  Repeats(List<TracePart> spans, TraceTree tree) {
    this.tree = tree;
    this.shortestFirst = spans.stream().sorted(SHORTEST).toList();
    shortestFirst.forEach(this::findAround);
    sameAnswers(spans);
    for (TracePart span : spans) {
      if (!isRepeat(span)) {
        List<TracePart> all = following(span);
        told.put(span.getSpanId(), all);
        all.forEach(repeat -> calls.merge(repeat.getSpanId(), 1, Integer::sum));
      }
    }
  }

  /** Whether a span tells of no call of its own. */
  boolean isRepeat(TracePart span) {
    return repeating.contains(span.getSpanId());
  }

  /** The spans that tell of a call, and perhaps of others. */
  List<TracePart> around(TracePart call) {
    return told.get(call.getSpanId());
  }

  /** The spans that tell of a call and no other: what they say is said of it. */
  List<TracePart> of(TracePart call) {
    return around(call).stream().filter(span -> calls.get(span.getSpanId()) == 1).toList();
  }

  private void findAround(TracePart span) {
    for (TracePart around : tree.within(span)) {
      if (around.getRole() == PartRole.model_call) {
        add(around, span);
      }
    }
    List<TracePart> enclosing =
        shortestFirst.stream().filter(other -> isEnclosing(other, span)).toList();
    enclosing.stream()
        .filter(other -> isBeside(other, span))
        .findFirst()
        .or(() -> acrossGap(enclosing, span))
        .ifPresent(other -> add(other, span));
  }

  /**
   * Where a span between is missing that says nothing, the only one that encloses. Those around
   * that one are no others.
   */
  private Optional<TracePart> acrossGap(List<TracePart> enclosing, TracePart span) {
    if (span.getParentSpanId().isEmpty()
        || tree.span(span.getParentSpanId()) != null
        || enclosing.isEmpty()) {
      return Optional.empty();
    }
    TracePart first = enclosing.get(0);
    Set<String> known = new HashSet<>(Set.of(first.getSpanId()));
    tree.around(first).forEach(around -> known.add(around.getSpanId()));
    boolean isOnly = enclosing.stream().allMatch(other -> known.contains(other.getSpanId()));
    return isOnly ? Optional.of(first) : Optional.empty();
  }

  /** Servers use ids of answers again, but not for two answers at a time. */
  private void sameAnswers(List<TracePart> spans) {
    Map<String, List<TracePart>> byResponse = new HashMap<>();
    for (TracePart span : spans.stream().sorted(NEAREST).toList()) {
      String response = response(span);
      if (response != null && !isRepeat(span)) {
        List<TracePart> others = byResponse.computeIfAbsent(response, id -> new ArrayList<>());
        others.stream()
            .filter(other -> isMeanwhile(other, span))
            .findFirst()
            .ifPresentOrElse(other -> add(span, other), () -> others.add(span));
      }
    }
  }

  private void add(TracePart repeat, TracePart of) {
    repeating.add(repeat.getSpanId());
    repeats.computeIfAbsent(of.getSpanId(), id -> new ArrayList<>()).add(repeat);
  }

  /** All that repeat a span, and repeat those, and so on: thousands may each repeat the next. */
  private List<TracePart> following(TracePart span) {
    Set<String> seen = new HashSet<>(Set.of(span.getSpanId()));
    List<TracePart> all = new ArrayList<>(List.of(span));
    for (int at = 0; at < all.size(); at++) {
      for (TracePart repeat : repeats.getOrDefault(all.get(at).getSpanId(), List.of())) {
        if (seen.add(repeat.getSpanId())) {
          all.add(repeat);
        }
      }
    }
    return all.subList(1, all.size());
  }

  private static boolean isBeside(TracePart outer, TracePart inner) {
    return !inner.getParentSpanId().isEmpty()
        && outer.getParentSpanId().equals(inner.getParentSpanId());
  }

  /** Another library's span that began before and ended after. */
  private static boolean isEnclosing(TracePart outer, TracePart inner) {
    return !outer.getScope().equals(inner.getScope())
        && outer.getStartNanos() <= inner.getStartNanos()
        && outer.getEndNanos() >= inner.getEndNanos()
        && SHORTEST.compare(inner, outer) < 0
        && (response(outer) == null || response(inner) == null)
        && isSameModel(outer.getEvent(), inner.getEvent());
  }

  private static boolean isMeanwhile(TracePart one, TracePart other) {
    return one.getStartNanos() <= other.getEndNanos() && other.getStartNanos() <= one.getEndNanos();
  }

  private static boolean isSameModel(TelemetryEvent one, TelemetryEvent other) {
    return one.getGenAiRequestModel() != null
        && Objects.equals(one.getGenAiRequestModel(), other.getGenAiRequestModel())
        && Objects.equals(one.getGenAiOperationName(), other.getGenAiOperationName());
  }

  private static String response(TracePart call) {
    return call.getEvent().getLabels().get(PartFields.RESPONSE_ID);
  }

  private static long length(TracePart part) {
    return part.getEndNanos() - part.getStartNanos();
  }
}
