package dev.groundswell.local.demo;

import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import java.time.Instant;
import java.util.stream.Collectors;

/** An alert in one line: whether it pages, what, who, and on what evidence. */
final class AlertLine {

  private static final int SHOWN_DIGITS = 8;

  private AlertLine() {}

  static String of(Alert alert) {
    Detection detection = alert.getDetection();
    String group =
        detection.getGroup().stream()
            .map(field -> field.getName() + "=" + shortened(field.getValue()))
            .collect(Collectors.joining(" "));
    String evidence =
        detection.getEvidence().stream()
            .map(step -> step.getStep() + " x" + step.getTotal())
            .collect(Collectors.joining(", "));
    return "%s %s %s %s | %s | %s .. %s | %s"
        .formatted(
            word(alert.getDisposition()),
            detection.getRuleLevel(),
            detection.getRuleName(),
            group,
            evidence,
            Instant.ofEpochMilli(detection.getFirst()),
            Instant.ofEpochMilli(detection.getLast()),
            alert.getAlertId());
  }

  private static String word(Disposition disposition) {
    return switch (disposition) {
      case notified, entity_risk -> "ALERT";
      case suppressed -> "REPEAT";
      case shadow -> "SHADOW";
    };
  }

  private static String shortened(String pseudonym) {
    return pseudonym.length() <= SHOWN_DIGITS ? pseudonym : pseudonym.substring(0, SHOWN_DIGITS);
  }
}
