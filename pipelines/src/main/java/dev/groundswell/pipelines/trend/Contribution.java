package dev.groundswell.pipelines.trend;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.RuleStatus;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import dev.groundswell.schemas.TelemetryFields;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one event or detection adds to the cells of its targets.
 *
 * @param time event time, milliseconds
 * @param targets targets it reached
 * @param techniques techniques it is counted under; empty for a benign event
 * @param actor pseudonym of who did it; null if nobody is named
 * @param exposure requests it is; none if it tells of a call that another event is
 * @param events abusive events it is
 * @param blocked blocked ones among them
 * @param succeeded ones among them that went through
 * @param detected the detection that it is; null if it is none
 * @param cluster {@link ContentCluster} of its input; null if there is none
 * @param review what it says of the filter of a call; null if it is no review
 */
record Contribution(
    long time,
    List<Target> targets,
    List<String> techniques,
    String actor,
    int exposure,
    int events,
    int blocked,
    int succeeded,
    Detected detected,
    String cluster,
    Review review) {

  /** Fields of groups that tell who it was. */
  private static final Set<String> IDENTITIES =
      TelemetryFields.pseudonyms().stream().map(TelemetryField::name).collect(toUnmodifiableSet());

  /**
   * That a call was found abusive after it was made.
   *
   * @param call its id
   * @param passed whether it was not blocked when it was made
   */
  record Review(String call, boolean passed) {}

  /**
   * A detection.
   *
   * @param rule name of the rule that made it
   * @param isShadow whether the rule does not page yet; whether it repeats what has paged, and so
   *     is suppressed, is decided elsewhere at the same time
   */
  record Detected(String rule, boolean isShadow) {}

  static Contribution of(TelemetryEvent event) {
    boolean succeeded =
        !event.getSafetyBlocked() && event.getEventOutcome() == EventOutcome.success;
    return new Contribution(
        event.getEventTime(),
        Targets.of(event),
        event.getSafetyTechniques(),
        firstNamed(event.getUserId(), event.getApiKeyId(), event.getOrganizationId()),
        event.getCallId() == null ? 1 : 0,
        1,
        event.getSafetyBlocked() ? 1 : 0,
        succeeded ? 1 : 0,
        null,
        ContentCluster.of(event.getContentInputSimhash()),
        review(event));
  }

  /**
   * Null for what the filter itself tells of its blocking, which says nothing of what it misses.
   */
  private static Review review(TelemetryEvent event) {
    return event.getCallId() == null || event.getCallBlocked() == null || event.getSafetyBlocked()
        ? null
        : new Review(event.getCallId(), !event.getCallBlocked());
  }

  /** A detection counts at the targets of its last event, never as an event or a request. */
  static Contribution of(Detection detection) {
    EventSummary last = lastEvent(detection);
    String groupActor =
        detection.getGroup().stream()
            .filter(field -> IDENTITIES.contains(field.getName()))
            .map(GroupField::getValue)
            .findFirst()
            .orElse(null);
    return new Contribution(
        detection.getLast(),
        Targets.of(last),
        detection.getTechniques(),
        firstNamed(last.getUserId(), last.getApiKeyId(), last.getOrganizationId(), groupActor),
        0,
        0,
        0,
        0,
        new Detected(detection.getRuleName(), detection.getRuleStatus() != RuleStatus.stable),
        null,
        null);
  }

  private static EventSummary lastEvent(Detection detection) {
    List<StepEvidence> evidence = detection.getEvidence();
    List<EventSummary> events = evidence.get(evidence.size() - 1).getEvents();
    return events.get(events.size() - 1);
  }

  private static String firstNamed(String... candidates) {
    return Stream.of(candidates).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
