package dev.groundswell.local.demo;

import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.RuleLevel;
import dev.groundswell.schemas.StepEvidence;
import java.time.Instant;
import java.util.List;

/** Alerts with what the demo shows of them. */
final class Alerts {

  static final Instant FIRST = Instant.parse("2026-01-01T10:00:00Z");
  static final Instant LAST = Instant.parse("2026-01-01T10:07:30Z");

  private Alerts() {}

  static Alert alert(String id, String rule) {
    return alert(id, rule, LAST);
  }

  static Alert alert(String id, String rule, Instant last) {
    Detection detection = new Detection();
    detection.setRuleName(rule);
    detection.setRuleLevel(RuleLevel.high);
    detection.setGroup(
        List.of(
            new GroupField("service.name", "chat"),
            new GroupField("user.id", "0123456789abcdef0123456789abcdef")));
    detection.setFirst(FIRST.toEpochMilli());
    detection.setLast(last.toEpochMilli());
    detection.setEvidence(
        List.of(
            new StepEvidence("blocked", 7L, List.of()), new StepEvidence("passed", 1L, List.of())));
    Alert alert = new Alert();
    alert.setAlertId(id);
    alert.setDisposition(Disposition.notified);
    alert.setDetection(detection);
    return alert;
  }
}
