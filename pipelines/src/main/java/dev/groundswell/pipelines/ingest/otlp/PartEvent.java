package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.HashMap;
import java.util.List;

/** The event of a part, before anything is said in it. */
final class PartEvent {

  static final long NANOS_PER_MILLI = 1_000_000;

  private PartEvent() {}

  /**
   * @param endNanos nanoseconds since 1970-01-01 UTC
   * @throws Refusal if that is no time
   */
  static TelemetryEvent of(String id, String traceId, String spanId, long endNanos) throws Refusal {
    if (endNanos <= 0) {
      throw new Refusal(DeadLetterReason.invalid_time, "a time is missing, or later than 2262");
    }
    return TelemetryEvent.newBuilder()
        .setEventId(id)
        .setEventTime(endNanos / NANOS_PER_MILLI)
        .setEventOutcome(EventOutcome.unknown)
        .setTraceId(traceId)
        .setSpanId(spanId)
        .setLabels(new HashMap<>())
        .setVerdicts(List.of())
        .build();
  }
}
