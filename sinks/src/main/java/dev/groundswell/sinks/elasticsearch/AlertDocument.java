package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.AlertKey;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.RiskContribution;
import dev.groundswell.schemas.StepEvidence;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** An alert as an ECS document: what was abused, by whom, how, and the evidence for it. */
final class AlertDocument {

  private AlertDocument() {}

  static Document of(Alert alert) {
    Instant time = Instant.ofEpochMilli(alert.getDetection().getLast());
    return new Document(
        IndexName.alerts(time),
        AlertKey.of(alert),
        Document.Operation.CREATE,
        0,
        json(alert, time).toBytes());
  }

  private static EcsJson json(Alert alert, Instant time) {
    Detection detection = alert.getDetection();
    EcsJson json =
        Ecs.document("alert")
            .put(Ecs.TIMESTAMP, time)
            .put("event.id", alert.getAlertId())
            .put("event.created", Instant.ofEpochMilli(alert.getDecided()))
            .put("event.start", Instant.ofEpochMilli(detection.getFirst()))
            .put("event.end", time)
            .put("rule.id", detection.getRuleId())
            .put("rule.name", detection.getRuleName())
            .put("rule.description", detection.getRuleTitle())
            .put("rule.version", Integer.toString(detection.getRuleVersion()))
            .put("tags", detection.getTags())
            .put("groundswell.disposition", alert.getDisposition())
            .put("groundswell.repeats", alert.getRepeats())
            .put("groundswell.level", detection.getRuleLevel())
            .put("groundswell.status", detection.getRuleStatus())
            .put("groundswell.latency.decided_ms", alert.getDecided() - detection.getLast())
            .put(
                "groundswell.group",
                detection.getGroup().stream()
                    .map(field -> field(field.getName(), field.getValue()))
                    .toList())
            .put(
                "groundswell.evidence",
                detection.getEvidence().stream().map(AlertDocument::step).toList());
    if (alert.getRisk() != null) {
      json.put("groundswell.risk.score", alert.getRisk().getScore())
          .put(
              "groundswell.risk.contributions",
              alert.getRisk().getContributions().stream()
                  .map(AlertDocument::contribution)
                  .toList());
    }
    putContext(json, detection);
    return Ecs.putTechniques(json, detection.getTechniques());
  }

  /** Who and what the evidence is about, each value once. */
  private static void putContext(EcsJson json, Detection detection) {
    List<EventSummary> events =
        detection.getEvidence().stream().flatMap(step -> step.getEvents().stream()).toList();
    json.put("safety.detectors", distinctOfAll(events, EventSummary::getSafetyDetectors))
        .put("user.id", distinct(events, EventSummary::getUserId))
        .put("api_key.id", distinct(events, EventSummary::getApiKeyId))
        .put("organization.id", distinct(events, EventSummary::getOrganizationId))
        .put("trace.id", distinct(events, EventSummary::getTraceId))
        .put("service.name", distinct(events, EventSummary::getServiceName))
        .put("cloud.region", distinct(events, EventSummary::getCloudRegion))
        .put("gen_ai.provider.name", distinct(events, EventSummary::getGenAiProviderName))
        .put("gen_ai.operation.name", distinct(events, EventSummary::getGenAiOperationName))
        .put("gen_ai.request.model", distinct(events, EventSummary::getGenAiRequestModel))
        .put("safety.harms", distinctOfAll(events, EventSummary::getSafetyHarms));
  }

  private static List<String> distinct(
      List<EventSummary> events, Function<EventSummary, String> field) {
    return events.stream().map(field).filter(Objects::nonNull).distinct().sorted().toList();
  }

  private static List<String> distinctOfAll(
      List<EventSummary> events, Function<EventSummary, List<String>> field) {
    return events.stream().flatMap(e -> field.apply(e).stream()).distinct().sorted().toList();
  }

  private static EcsJson contribution(RiskContribution contribution) {
    return new EcsJson()
        .put("alert_id", contribution.getAlertId())
        .put("rule", contribution.getRuleName())
        .put("points", contribution.getPoints());
  }

  private static EcsJson field(String name, String value) {
    return new EcsJson().put("name", name).put("value", value);
  }

  private static EcsJson step(StepEvidence evidence) {
    return new EcsJson()
        .put("step", evidence.getStep())
        .put("total", evidence.getTotal())
        .put("events", evidence.getEvents().stream().map(AlertDocument::event).toList());
  }

  private static EcsJson event(EventSummary event) {
    return new EcsJson()
        .put("id", event.getEventId())
        .put("time", Instant.ofEpochMilli(event.getEventTime()))
        .put("reference", event.getEventReference())
        .put("trace_id", event.getTraceId())
        .put("user_id", event.getUserId())
        .put("service_name", event.getServiceName())
        .put("request_model", event.getGenAiRequestModel())
        .put(
            "bound_values",
            new TreeMap<>(event.getBoundValues())
                .entrySet().stream()
                    .map(bound -> field(bound.getKey(), bound.getValue()))
                    .toList());
  }
}
