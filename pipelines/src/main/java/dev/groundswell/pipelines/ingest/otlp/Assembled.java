package dev.groundswell.pipelines.ingest.otlp;

import java.util.List;

/**
 * What the parts of a trace make. Every part is in exactly one number: parts = calls + merged +
 * unused + orphans.
 *
 * @param calls in the order of their ends
 * @param merged parts that went into calls without making one, and repeated deliveries
 * @param unused parts that any trace has, and that no call is near: somebody's user or failed
 *     request
 * @param orphans parts that speak of a call that is not there: messages and wrappers whose span was
 *     lost, or comes too late
 */
public record Assembled(List<AssembledCall> calls, int merged, int unused, int orphans) {

  /** Copies the list. */
  public Assembled {
    calls = List.copyOf(calls);
  }
}
