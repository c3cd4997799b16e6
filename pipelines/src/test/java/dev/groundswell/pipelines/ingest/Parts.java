package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.PartFate;
import dev.groundswell.schemas.PartRole;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;

/** Parts of traces to test with. */
final class Parts {

  static final String TRACE = "5b8efff798038103d269b633813fc60c";

  private static final long NANOS = 1_000_000;

  private Parts() {}

  /** A call of a model that ends then, milliseconds since 1970-01-01 UTC. */
  static TracePart endingAt(long end) {
    return part(TRACE, "0000000000000001", PartRole.model_call, end);
  }

  static TracePart part(String trace, String span, PartRole role, long end) {
    TelemetryEvent event =
        TelemetryEvent.newBuilder()
            .setEventId(trace + "-" + span)
            .setEventTime(end)
            .setEventCategory(EventCategory.inference)
            .setEventOutcome(EventOutcome.success)
            .build();
    return new TracePart(
        "otlp-proto", trace, span, "", end * NANOS, end * NANOS, role, "", event, PartFate.open);
  }

  /** A span that knows the user. */
  static TracePart user(String trace, String span, String user, long end) {
    TracePart part = part(trace, span, PartRole.context, end);
    part.getEvent().setUserId(user);
    return part;
  }
}
