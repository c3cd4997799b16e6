package dev.groundswell.pipelines.monitor;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The rule account_takeover_abuse, done by hand to one user, at the times of the clock. */
record Takeover(String user, Clock clock) {

  /** What the detection counts for, although no event names it. */
  static final String TECHNIQUE = "AML.T0012";

  private static final int FAILED_LOGINS = 5;

  /** Five failed logins and one that succeeds. */
  List<TelemetryEvent> breakIn() {
    List<TelemetryEvent> events = new ArrayList<>();
    for (int i = 0; i < FAILED_LOGINS; i++) {
      events.add(event("failure-" + i, EventCategory.auth, "login", EventOutcome.failed, i));
    }
    events.add(event("login", EventCategory.auth, "login", EventOutcome.success, FAILED_LOGINS));
    return events;
  }

  /** A new key and a model call. */
  List<TelemetryEvent> abuse() {
    return List.of(
        event("key", EventCategory.admin, "api_key.create", EventOutcome.success, 6),
        event("call", EventCategory.inference, "chat", EventOutcome.success, 7));
  }

  List<TelemetryEvent> complete() {
    List<TelemetryEvent> events = new ArrayList<>(breakIn());
    events.addAll(abuse());
    return events;
  }

  private TelemetryEvent event(
      String name, EventCategory category, String action, EventOutcome outcome, int order) {
    return TelemetryEvent.newBuilder()
        .setEventId(user + "/" + name)
        .setEventTime(clock.millis() + order)
        .setEventCategory(category)
        .setEventAction(action)
        .setEventOutcome(outcome)
        .setUserId(user)
        .setServiceName("chat")
        .setGenAiRequestModel("large-2")
        .build();
  }
}
