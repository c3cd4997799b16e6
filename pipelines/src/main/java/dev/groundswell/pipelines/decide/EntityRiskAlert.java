package dev.groundswell.pipelines.decide;

import dev.groundswell.cep.Fingerprint;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.EntityRisk;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.RiskContribution;
import dev.groundswell.schemas.RuleLevel;
import dev.groundswell.schemas.RuleStatus;
import dev.groundswell.schemas.StepEvidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Writes down that an actor is worth a page: as a detection of a rule of its own, whose steps are
 * the rules that contributed, so that whoever reads alerts can read this one.
 */
final class EntityRiskAlert {

  static final String RULE_NAME = "entity_risk";

  private static final String RULE_ID = "0b9f6d52-7a43-4c86-b1de-5e2f80c74a19";
  private static final int RULE_VERSION = 1;
  private static final String RULE_TITLE = "Several kinds of abuse by one actor";

  private EntityRiskAlert() {}

  /**
   * The alert.
   *
   * @param actor who
   * @param contributors the detections that contributed, oldest first
   * @param risk what they come to
   * @param decided when, on the job's clock, ms since 1970-01-01 UTC
   */
  static Alert of(GroupField actor, List<Detection> contributors, EntityRisk risk, long decided) {
    String id = id(actor, risk);
    Detection detection =
        Detection.newBuilder()
            .setDetectionId(id)
            .setRuleId(RULE_ID)
            .setRuleName(RULE_NAME)
            .setRuleVersion(RULE_VERSION)
            .setRuleTitle(RULE_TITLE)
            .setRuleLevel(level(contributors))
            .setRuleStatus(RuleStatus.stable)
            .setTags(distinct(contributors, Detection::getTags))
            .setTechniques(distinct(contributors, Detection::getTechniques))
            .setGroup(List.of(actor))
            .setFirst(contributors.stream().mapToLong(Detection::getFirst).min().orElseThrow())
            .setLast(contributors.stream().mapToLong(Detection::getLast).max().orElseThrow())
            .setEvidence(contributors.stream().map(EntityRiskAlert::evidence).toList())
            .build();
    return Alert.newBuilder()
        .setAlertId(id)
        .setDisposition(Disposition.entity_risk)
        .setDecided(decided)
        .setDetection(detection)
        .setRisk(risk)
        .build();
  }

  /** Several kinds of abuse outrank each alone, up to high; what is critical stays it. */
  private static RuleLevel level(Collection<Detection> contributors) {
    return contributors.stream()
        .map(Detection::getRuleLevel)
        .filter(RuleLevel.critical::equals)
        .findFirst()
        .orElse(RuleLevel.high);
  }

  private static String id(GroupField actor, EntityRisk risk) {
    List<String> parts =
        new ArrayList<>(
            List.of(RULE_ID, String.valueOf(RULE_VERSION), actor.getName(), actor.getValue()));
    risk.getContributions().stream().map(RiskContribution::getAlertId).forEach(parts::add);
    return Fingerprint.of(parts).hex();
  }

  /** Of a rule's steps together, the first and the last event. */
  private static StepEvidence evidence(Detection detection) {
    List<EventSummary> events =
        detection.getEvidence().stream()
            .flatMap(step -> step.getEvents().stream())
            .sorted(Comparator.comparingLong(EventSummary::getEventTime))
            .toList();
    List<EventSummary> ends =
        events.size() == 1 ? events : List.of(events.get(0), events.get(events.size() - 1));
    long total = detection.getEvidence().stream().mapToLong(StepEvidence::getTotal).sum();
    return new StepEvidence(detection.getRuleName(), total, ends);
  }

  private static List<String> distinct(
      Collection<Detection> detections, Function<Detection, List<String>> values) {
    return detections.stream()
        .flatMap(detection -> values.apply(detection).stream())
        .distinct()
        .sorted()
        .toList();
  }
}
