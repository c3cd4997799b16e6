package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.schemas.TracePart;
import java.util.Collection;

/**
 * What became of parts for which nothing is waited any more. Every part is in exactly one number:
 * parts = calls + merged + unused + orphans.
 *
 * @param calls parts that made a call
 * @param merged parts that completed or repeated a call, and repeated deliveries
 * @param unused parts that any trace has, and that no call is near: somebody's user or failed
 *     request
 * @param orphans parts that speak of a call that is not there: messages and wrappers whose span was
 *     lost, or came too late
 */
public record Fates(int calls, int merged, int unused, int orphans) {

  /** Of no part. */
  public static final Fates NONE = new Fates(0, 0, 0, 0);

  /** Of these parts. */
  public static Fates of(Collection<TracePart> parts) {
    Fates fates = NONE;
    for (TracePart part : parts) {
      fates = fates.plus(of(part));
    }
    return fates;
  }

  /** Of the parts of several traces. */
  public Fates plus(Fates other) {
    return new Fates(
        calls + other.calls, merged + other.merged, unused + other.unused, orphans + other.orphans);
  }

  private static Fates of(TracePart part) {
    return switch (part.getFate()) {
      case told -> new Fates(1, 0, 0, 0);
      case used -> new Fates(0, 1, 0, 0);
      case open ->
          switch (part.getRole()) {
            case context, http -> new Fates(0, 0, 1, 0);
            case model_call, tool_call, wrapper, message -> new Fates(0, 0, 0, 1);
          };
    };
  }
}
