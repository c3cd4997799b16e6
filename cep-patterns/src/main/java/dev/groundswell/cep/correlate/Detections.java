package dev.groundswell.cep.correlate;

import dev.groundswell.cep.Fingerprint;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.StepEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Writes down that a rule held for a group. */
final class Detections {

  private Detections() {}

  static Detection of(Rule rule, List<GroupField> group, List<StepEvidence> evidence) {
    EventSummary first = end(evidence, BinaryOperator.minBy(EventOrder.COMPARATOR));
    EventSummary last = last(evidence);
    return Detection.newBuilder()
        .setDetectionId(id(rule, group, first, last))
        .setRuleId(rule.id())
        .setRuleName(rule.name())
        .setRuleVersion(rule.version())
        .setRuleTitle(rule.title())
        .setRuleLevel(rule.level())
        .setRuleStatus(rule.status())
        .setTags(rule.tags())
        .setTechniques(rule.techniques())
        .setGroup(group)
        .setFirst(first.getEventTime())
        .setLast(last.getEventTime())
        .setEvidence(evidence)
        .build();
  }

  /** The event at which it came to hold. */
  static EventSummary last(List<StepEvidence> evidence) {
    return end(evidence, BinaryOperator.maxBy(EventOrder.COMPARATOR));
  }

  private static EventSummary end(
      List<StepEvidence> evidence, BinaryOperator<EventSummary> further) {
    return evidence.stream()
        .flatMap(step -> step.getEvents().stream())
        .reduce(further)
        .orElseThrow();
  }

  private static String id(
      Rule rule, List<GroupField> group, EventSummary first, EventSummary last) {
    List<String> parts = new ArrayList<>(List.of(rule.id(), String.valueOf(rule.version())));
    for (GroupField field : group) {
      parts.add(field.getName());
      parts.add(field.getValue());
    }
    parts.add(first.getEventId());
    parts.add(last.getEventId());
    return Fingerprint.of(parts).hex();
  }
}
