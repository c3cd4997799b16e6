package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.schemas.TelemetryEvent;
import java.util.List;

/**
 * One call of a model, or one execution of a tool.
 *
 * @param event what all of its parts say
 * @param parts what it was put together from: first the part that makes it a call, then whatever
 *     repeats or completes it. A part that tells of user or session may be in several calls
 */
public record AssembledCall(TelemetryEvent event, List<TracePart> parts) {

  /** Copies the list. */
  public AssembledCall {
    parts = List.copyOf(parts);
  }
}
