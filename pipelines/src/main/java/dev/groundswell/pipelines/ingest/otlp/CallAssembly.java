package dev.groundswell.pipelines.ingest.otlp;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts the parts of one trace together: one event for every call of a model and every execution of
 * a tool, whatever the libraries make of it. The order of the parts does not matter.
 */
public final class CallAssembly {

  /** Parts of one trace in an order of their own; a part that came twice stands beside itself. */
  private static final Comparator<TracePart> ORDER =
      comparingLong(TracePart::endNanos)
          .thenComparing(TracePart::spanId)
          .thenComparing(TracePart::role)
          .thenComparing(part -> part.event().getEventId())
          .thenComparing(TracePart::startNanos)
          .thenComparing(TracePart::parentSpanId)
          .thenComparing(TracePart::scope)
          .thenComparing(part -> part.event().toString());

  private final int received;
  private final List<TracePart> parts;
  private final TraceTree tree;
  private final Joining joining;
  private final Map<String, List<TracePart>> messages = new TreeMap<>();
  private final Map<String, List<TracePart>> requests = new TreeMap<>();
  private final List<AssembledCall> calls = new ArrayList<>();

  private CallAssembly(Collection<TracePart> given) {
    this.received = given.size();
    this.parts = withoutRepeatedDeliveries(given);
    this.tree = new TraceTree(parts.stream().filter(p -> p.role() != PartRole.MESSAGE).toList());
    this.joining = new Joining(parts, tree);
  }

  /**
   * The calls of a trace.
   *
   * @param parts of one trace, normalised; they are not changed
   */
  public static Assembled of(Collection<TracePart> parts) {
    return new CallAssembly(parts).assembled();
  }

  private Assembled assembled() {
    List<TracePart> models = ofRole(PartRole.MODEL_CALL);
    Repeats repeats = new Repeats(models, tree);
    group(repeats);
    for (TracePart call : models) {
      if (!repeats.isRepeat(call)) {
        addCall(call, repeats.of(call));
      }
    }
    ofRole(PartRole.TOOL_CALL).forEach(this::addTool);
    addLostCalls();
    return counted();
  }

  /** Messages and failed requests, by the span that they are of. */
  private void group(Repeats repeats) {
    for (TracePart message : ofRole(PartRole.MESSAGE)) {
      messages.computeIfAbsent(message.spanId(), span -> new ArrayList<>()).add(message);
    }
    for (TracePart request : ofRole(PartRole.HTTP)) {
      String of =
          tree.around(request).stream()
              .filter(p -> p.role() == PartRole.MODEL_CALL && !repeats.isRepeat(p))
              .map(TracePart::spanId)
              .findFirst()
              .orElse(request.parentSpanId());
      requests.computeIfAbsent(of, span -> new ArrayList<>()).add(request);
    }
  }

  private void addCall(TracePart call, List<TracePart> repeats) {
    List<TracePart> used = new ArrayList<>(List.of(call));
    CallEvent event = new CallEvent(call.event());
    List<TracePart> said = new ArrayList<>(messagesOf(call));
    for (TracePart repeat : repeats.stream().sorted(ORDER).toList()) {
      event.repeat(repeat);
      said.addAll(messagesOf(repeat));
      used.add(repeat);
    }
    event.messages(said);
    used.addAll(said);
    List<TracePart> failed = requests.getOrDefault(call.spanId(), List.of());
    if (!failed.isEmpty()) {
      event.http(failed.get(failed.size() - 1));
      used.addAll(failed);
    }
    used.addAll(joining.join(event, call));
    calls.add(new AssembledCall(event.finished(), distinct(used)));
  }

  private void addTool(TracePart tool) {
    CallEvent event = new CallEvent(tool.event());
    List<TracePart> used = new ArrayList<>(List.of(tool));
    used.addAll(joining.join(event, tool));
    calls.add(new AssembledCall(event.finished(), distinct(used)));
  }

  /**
   * Calls whose span is missing though they failed: some libraries never end it. Messages prove
   * that it was a call, and the request that it failed; neither does alone.
   */
  private void addLostCalls() {
    requests.forEach(
        (spanId, failed) -> {
          List<TracePart> said = messages.getOrDefault(spanId, List.of());
          if (tree.span(spanId) == null && !said.isEmpty()) {
            addLostCall(spanId, failed.get(failed.size() - 1), failed, said);
          }
        });
  }

  private void addLostCall(
      String spanId, TracePart last, List<TracePart> failed, List<TracePart> said) {
    TelemetryEvent own = TelemetryEvent.newBuilder(last.event()).build();
    own.setEventId(TraceIds.event(last.traceId(), spanId));
    own.setSpanId(spanId);
    own.setEventCategory(EventCategory.inference);
    CallEvent event = new CallEvent(own);
    event.messages(said);
    List<TracePart> used = new ArrayList<>(List.of(last));
    used.addAll(said);
    used.addAll(failed);
    used.addAll(joining.join(event, last));
    calls.add(new AssembledCall(event.finished(), distinct(used)));
  }

  private Assembled counted() {
    calls.sort(
        comparing((AssembledCall call) -> call.event().getEventTime())
            .thenComparing(call -> call.event().getEventId()));
    Set<String> merged = new HashSet<>();
    calls.forEach(call -> call.parts().forEach(part -> merged.add(key(part))));
    int repeated = received - parts.size();
    int unused = 0;
    int orphans = 0;
    for (TracePart part : parts) {
      if (!merged.contains(key(part))) {
        switch (part.role()) {
          case CONTEXT, HTTP -> unused++;
          case MODEL_CALL, TOOL_CALL, WRAPPER, MESSAGE -> orphans++;
        }
      }
    }
    return new Assembled(calls, merged.size() - calls.size() + repeated, unused, orphans);
  }

  private List<TracePart> messagesOf(TracePart call) {
    return messages.getOrDefault(call.spanId(), List.of());
  }

  private List<TracePart> ofRole(PartRole role) {
    return parts.stream().filter(part -> part.role() == role).toList();
  }

  private static List<TracePart> withoutRepeatedDeliveries(Collection<TracePart> given) {
    Map<String, TracePart> byKey = new TreeMap<>();
    given.stream().sorted(ORDER).forEach(part -> byKey.putIfAbsent(key(part), part));
    return byKey.values().stream().sorted(ORDER).toList();
  }

  private static List<TracePart> distinct(List<TracePart> used) {
    Map<String, TracePart> byKey = new LinkedHashMap<>();
    used.forEach(part -> byKey.putIfAbsent(key(part), part));
    return List.copyOf(byKey.values());
  }

  /** A span is one part; of a span there may be many messages, whose ids tell them apart. */
  private static String key(TracePart part) {
    return part.role() == PartRole.MESSAGE ? part.event().getEventId() : part.spanId();
  }
}
