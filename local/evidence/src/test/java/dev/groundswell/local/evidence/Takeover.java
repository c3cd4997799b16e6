package dev.groundswell.local.evidence;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayList;
import java.util.List;

/** The README's account takeover, beginning at a time in milliseconds since 1970. */
record Takeover(long begin) {

  static final String RULE = "account_takeover_abuse";

  private static final int FAILED_LOGINS = 5;

  /** Five failed logins and one that succeeds. */
  List<TelemetryEvent> breakIn() {
    List<TelemetryEvent> events = new ArrayList<>();
    for (int i = 0; i < FAILED_LOGINS; i++) {
      events.add(event(i, EventCategory.auth, "login", EventOutcome.failed));
    }
    events.add(event(FAILED_LOGINS, EventCategory.auth, "login", EventOutcome.success));
    return events;
  }

  /** A new key and a model call. */
  List<TelemetryEvent> abuse() {
    return List.of(
        event(6, EventCategory.admin, "api_key.create", EventOutcome.success),
        event(7, EventCategory.inference, "chat", EventOutcome.success));
  }

  private TelemetryEvent event(
      int order, EventCategory category, String action, EventOutcome outcome) {
    return TelemetryEvent.newBuilder()
        .setEventId("4711-" + order)
        .setEventTime(begin + order)
        .setEventCategory(category)
        .setEventAction(action)
        .setEventOutcome(outcome)
        .setUserId("alice@example.org")
        .build();
  }
}
