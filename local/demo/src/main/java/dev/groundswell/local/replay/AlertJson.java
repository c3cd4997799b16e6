package dev.groundswell.local.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.GroupField;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An alert as one line of JSON. The keys are a format: others read them. */
final class AlertJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AlertJson() {}

  static String of(Alert alert) {
    Detection detection = alert.getDetection();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("alert.id", alert.getAlertId());
    line.put("rule.id", detection.getRuleId());
    line.put("rule.name", detection.getRuleName());
    line.put("rule.version", detection.getRuleVersion());
    line.put("rule.level", detection.getRuleLevel().name());
    line.put("group", group(detection));
    line.put("first", Instant.ofEpochMilli(detection.getFirst()).toString());
    line.put("last", Instant.ofEpochMilli(detection.getLast()).toString());
    line.put("evidence", evidence(detection));
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of plain values is always JSON", e);
    }
  }

  private static Map<String, String> group(Detection detection) {
    Map<String, String> group = new LinkedHashMap<>();
    for (GroupField field : detection.getGroup()) {
      group.put(field.getName(), field.getValue());
    }
    return group;
  }

  private static List<String> evidence(Detection detection) {
    return detection.getEvidence().stream()
        .flatMap(step -> step.getEvents().stream())
        .map(EventSummary::getEventId)
        .distinct()
        .toList();
  }
}
