package dev.groundswell.benchmarks;

import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import java.util.List;

/** What a contestant says, in words that all of them share: rule, user and last event. */
final class Alerts {

  private Alerts() {}

  static String text(String rule, String user, String lastEvent) {
    return rule + ' ' + user + ' ' + lastEvent;
  }

  static String of(Detection detection) {
    List<StepEvidence> evidence = detection.getEvidence();
    List<EventSummary> events = evidence.get(evidence.size() - 1).getEvents();
    return text(
        detection.getRuleName(),
        detection.getGroup().get(0).getValue(),
        events.get(events.size() - 1).getEventId());
  }
}
