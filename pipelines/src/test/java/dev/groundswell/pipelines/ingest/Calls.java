package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.List;
import java.util.Map;

/** Calls, and events with verdicts about them, as they leave ingest. */
final class Calls {

  static final long END = Events.NOW.toEpochMilli();

  private static final String KEY = "default";

  private Calls() {}

  /** A call that ends at {@link #END}. */
  static TelemetryEvent.Builder of(String id, String user) {
    return TelemetryEvent.newBuilder()
        .setEventId(id)
        .setEventTime(END)
        .setEventCategory(EventCategory.inference)
        .setEventOutcome(EventOutcome.success)
        .setUserId(user)
        .setApiKeyId("key of " + user)
        .setPseudonymKeyId(KEY)
        .setClientAddress("address of " + user)
        .setClientSubnet("network of " + user)
        .setServiceName("chat")
        .setCloudRegion("eu-west-1")
        .setGenAiRequestModel("large-2")
        .setGenAiUsageInputTokens(374L)
        .setCostUsd(0.0042)
        .setContentInputHmac("5feceb66ffc86f38")
        .setTraceId("trace of " + id)
        .setLabels(Map.of("tier", "free"));
  }

  /** What a judge says of a call so many milliseconds after {@link #END}. */
  static TelemetryEvent.Builder verdict(String id, String call, long after) {
    return TelemetryEvent.newBuilder()
        .setEventId(id)
        .setEventTime(END + after)
        .setEventCategory(EventCategory.guardrail)
        .setPseudonymKeyId(KEY)
        .setCallId(call)
        .setVerdicts(List.of(Events.verdict().build()))
        .setSafetyTechniques(List.of("AML.T0054"));
  }
}
