package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictValue;
import java.time.Instant;

/** Events to test with. */
final class Events {

  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private Events() {}

  static TelemetryEvent valid() {
    return TelemetryEvent.newBuilder()
        .setEventId("e1")
        .setEventTime(NOW.toEpochMilli())
        .setEventCategory(EventCategory.inference)
        .setEventOutcome(EventOutcome.success)
        .setUserId("alice@example.org")
        .setClientAddress("203.0.113.7")
        .setContentInputText("Tell me a story")
        .build();
  }

  static Verdict.Builder verdict() {
    return Verdict.newBuilder()
        .setDetector("filter")
        .setTechnique("AML.T0054")
        .setHarm("hate")
        .setSeverity(4)
        .setScore(0.9)
        .setVerdict(VerdictValue.deny)
        .setAction(VerdictAction.block);
  }
}
