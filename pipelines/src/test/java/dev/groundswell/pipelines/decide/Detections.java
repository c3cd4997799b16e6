package dev.groundswell.pipelines.decide;

import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.RuleLevel;
import dev.groundswell.schemas.RuleStatus;
import dev.groundswell.schemas.StepEvidence;
import java.time.Duration;
import java.util.List;

/** Detections to test with. */
final class Detections {

  private Detections() {}

  /** By a stable rule of level high, about a user. */
  static Detection of(String rule, String user, Duration time) {
    return about(rule, new GroupField("user.id", user), time, event(user, "k-" + user, time));
  }

  static Detection of(String rule, RuleLevel level, String user, Duration time) {
    Detection detection = of(rule, user, time);
    detection.setRuleLevel(level);
    return detection;
  }

  static Detection about(String rule, GroupField group, Duration time, EventSummary... events) {
    return Detection.newBuilder()
        .setDetectionId(rule + "-" + group.getValue() + "-" + time.toSeconds())
        .setRuleId("id-" + rule)
        .setRuleName(rule)
        .setRuleVersion(1)
        .setRuleTitle("Rule " + rule)
        .setRuleLevel(RuleLevel.high)
        .setRuleStatus(RuleStatus.stable)
        .setTags(List.of("tag." + rule))
        .setTechniques(List.of("AML.T0054"))
        .setGroup(List.of(group))
        .setFirst(time.minusSeconds(30).toMillis())
        .setLast(time.toMillis())
        .setEvidence(List.of(new StepEvidence("step", 7L, List.of(events))))
        .build();
  }

  static EventSummary event(String user, String key, Duration time) {
    return EventSummary.newBuilder()
        .setEventId("e-" + user + "-" + time.toSeconds())
        .setEventTime(time.toMillis())
        .setUserId(user)
        .setApiKeyId(key)
        .build();
  }
}
