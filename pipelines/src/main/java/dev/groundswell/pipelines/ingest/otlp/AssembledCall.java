package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import java.util.List;

/**
 * One call of a model, or one execution of a tool.
 *
 * @param event what all of its parts say
 * @param spans ids of the spans that tell of this call, its own first, whether that is there or
 *     lost
 * @param parts what it was put together from: first the part that makes it a call, then whatever
 *     repeats or completes it. A part that tells of user or session may be in several calls
 */
public record AssembledCall(TelemetryEvent event, List<String> spans, List<TracePart> parts) {

  /** Libraries around libraries are few; thousands of spans within each other are no library's. */
  static final int MAX_OTHER_SPANS = 8;

  /** Copies the lists. */
  public AssembledCall {
    spans = List.copyOf(spans);
    parts = List.copyOf(parts);
  }

  /** Ids of other spans that tell of this call, the nearest first. */
  public List<String> otherSpans() {
    return spans.stream().skip(1).limit(MAX_OTHER_SPANS).toList();
  }

  /** The id of this call's event to whoever sees that span of it. */
  public String idBy(String span) {
    return TraceIds.event(parts.get(0).getTraceId(), span);
  }

  /** Whether its own span is not there, and it is known from its messages and its request alone. */
  boolean isLost() {
    return !parts.get(0).getSpanId().equals(spans.get(0));
  }

  /** When the first of its parts ended, milliseconds since 1970-01-01 UTC. */
  long begin() {
    return parts.stream().mapToLong(part -> part.getEvent().getEventTime()).min().orElseThrow();
  }

  /** Wire format of the part that makes it a call. */
  public String format() {
    return parts.get(0).getFormat();
  }
}
