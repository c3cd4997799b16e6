package dev.groundswell.pipelines.ingest.otlp;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.Comparator.reverseOrder;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.PartRole;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the parts of one trace together: one event for every call of a model and every execution of
 * a tool, whatever the libraries make of it. The order of the parts does not matter.
 */
final class CallAssembly {

  /** Parts of one trace in an order of their own; a part that came twice stands beside itself. */
  private static final Comparator<TracePart> ORDER =
      comparingLong(TracePart::getEndNanos)
          .thenComparing(TracePart::getSpanId)
          .thenComparing(TracePart::getRole)
          .thenComparing(part -> part.getEvent().getEventId())
          .thenComparing(TracePart::getStartNanos)
          .thenComparing(TracePart::getParentSpanId)
          .thenComparing(TracePart::getScope)
          // The copy that was told of a part that came again.
          .thenComparing(TracePart::getFate, reverseOrder());

  private final List<TracePart> parts;
  private final TraceTree tree;
  private final Joining joining;
  private final Map<String, List<TracePart>> messages = new TreeMap<>();
  private final Map<String, List<TracePart>> requests = new TreeMap<>();
  private final List<AssembledCall> calls = new ArrayList<>();

  private CallAssembly(Collection<TracePart> given) {
    this.parts = withoutRepeatedDeliveries(given);
    this.tree = new TraceTree(parts.stream().filter(p -> p.getRole() != PartRole.message).toList());
    this.joining = new Joining(parts, tree);
  }

  /**
   * The calls of a trace, in the order of their ends.
   *
   * @param parts of one trace, normalised; they are not changed
   */
  static List<AssembledCall> of(Collection<TracePart> parts) {
    return new CallAssembly(parts).calls();
  }

  private List<AssembledCall> calls() {
    List<TracePart> models = ofRole(PartRole.model_call);
    Repeats repeats = new Repeats(models, tree);
    group(repeats);
    for (TracePart call : models) {
      if (!repeats.isRepeat(call)) {
        addCall(call, repeats);
      }
    }
    ofRole(PartRole.tool_call).forEach(this::addTool);
    addLostCalls();
    calls.sort(
        comparing((AssembledCall call) -> call.event().getEventTime())
            .thenComparing(call -> call.event().getEventId()));
    return calls;
  }

  /** Messages and failed requests, by the span that they are of. */
  private void group(Repeats repeats) {
    for (TracePart message : ofRole(PartRole.message)) {
      messages.computeIfAbsent(message.getSpanId(), span -> new ArrayList<>()).add(message);
    }
    for (TracePart request : ofRole(PartRole.http)) {
      String of =
          tree.within(request).stream()
              .filter(p -> p.getRole() == PartRole.model_call && !repeats.isRepeat(p))
              .map(TracePart::getSpanId)
              .findFirst()
              .orElse(request.getParentSpanId());
      requests.computeIfAbsent(of, span -> new ArrayList<>()).add(request);
    }
  }

  private void addCall(TracePart call, Repeats repeats) {
    List<TracePart> same = repeats.of(call);
    List<TracePart> used = new ArrayList<>(List.of(call));
    CallEvent event = new CallEvent(call.getEvent());
    List<TracePart> said = new ArrayList<>(messagesOf(call));
    for (TracePart repeat : same.stream().sorted(ORDER).toList()) {
      event.repeat(repeat);
      said.addAll(messagesOf(repeat));
      used.add(repeat);
    }
    event.messages(said);
    used.addAll(said);
    List<TracePart> failed = requests.getOrDefault(call.getSpanId(), List.of());
    if (!failed.isEmpty()) {
      event.http(failed.get(failed.size() - 1));
      used.addAll(failed);
    }
    used.addAll(joining.join(event, call, same));
    List<String> spans = new ArrayList<>(List.of(call.getSpanId()));
    repeats.around(call).forEach(around -> spans.add(around.getSpanId()));
    calls.add(new AssembledCall(event.finished(), spans, distinct(used)));
  }

  private void addTool(TracePart tool) {
    CallEvent event = new CallEvent(tool.getEvent());
    List<TracePart> used = new ArrayList<>(List.of(tool));
    used.addAll(joining.join(event, tool, List.of()));
    calls.add(new AssembledCall(event.finished(), List.of(tool.getSpanId()), distinct(used)));
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
    TelemetryEvent own = TelemetryEvent.newBuilder(last.getEvent()).build();
    own.setEventId(TraceIds.event(last.getTraceId(), spanId));
    own.setSpanId(spanId);
    own.setEventCategory(EventCategory.inference);
    CallEvent event = new CallEvent(own);
    event.messages(said);
    List<TracePart> used = new ArrayList<>(List.of(last));
    used.addAll(said);
    used.addAll(failed);
    used.addAll(joining.join(event, last, List.of()));
    calls.add(new AssembledCall(event.finished(), List.of(spanId), distinct(used)));
  }

  private List<TracePart> messagesOf(TracePart call) {
    return messages.getOrDefault(call.getSpanId(), List.of());
  }

  private List<TracePart> ofRole(PartRole role) {
    return parts.stream().filter(part -> part.getRole() == role).toList();
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
  static String key(TracePart part) {
    return part.getRole() == PartRole.message ? part.getEvent().getEventId() : part.getSpanId();
  }
}
