package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.RuleLevel;
import dev.groundswell.schemas.RuleStatus;
import dev.groundswell.schemas.StepEvidence;
import java.util.List;

/** Detections to test with. */
final class Detections {

  private Detections() {}

  static Detection of(String user, List<String> techniques, long time) {
    EventSummary last =
        EventSummary.newBuilder()
            .setEventId("e-" + user + time)
            .setEventTime(time)
            .setUserId(user)
            .setServiceName("chat")
            .setGenAiRequestModel("large-2")
            .setSafetyHarms(List.of())
            .build();
    return Detection.newBuilder()
        .setDetectionId("d-" + user + time)
        .setRuleId("r")
        .setRuleName("rule")
        .setRuleVersion(1)
        .setRuleTitle("Rule")
        .setRuleLevel(RuleLevel.high)
        .setRuleStatus(RuleStatus.stable)
        .setTags(List.of())
        .setTechniques(techniques)
        .setGroup(List.of(new GroupField("user.id", user)))
        .setFirst(time)
        .setLast(time)
        .setEvidence(List.of(new StepEvidence("step", 1L, List.of(last))))
        .build();
  }
}
