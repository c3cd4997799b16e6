package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.EventKey;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import dev.groundswell.schemas.TelemetryFields;
import dev.groundswell.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An event as an ECS document, under the very names by which rules address its fields. The input
 * itself has no such name and never gets here.
 */
final class EventDocument {

  private static final Set<String> SPELLED_OTHERWISE =
      Set.of("event.time", "event.observed", "event.duration", "client.geo.lat", "client.geo.lon");

  private EventDocument() {}

  static Document of(TelemetryEvent event) {
    Instant time = Instant.ofEpochMilli(event.getEventTime());
    return new Document(
        IndexName.events(time),
        EventKey.of(event),
        Document.Operation.CREATE,
        0,
        json(event, time).toBytes());
  }

  private static EcsJson json(TelemetryEvent event, Instant time) {
    EcsJson json = Ecs.document("event").put(Ecs.TIMESTAMP, time);
    for (TelemetryField field : TelemetryFields.all()) {
      if (!SPELLED_OTHERWISE.contains(field.name())) {
        json.put(field.name(), field.value(event));
      }
    }
    putObserved(json, event.getEventObserved());
    putDuration(json, event.getEventDuration());
    putLocation(json, event.getClientGeoLat(), event.getClientGeoLon());
    json.put(
        "groundswell.verdicts", event.getVerdicts().stream().map(EventDocument::verdict).toList());
    if (!event.getLabels().isEmpty()) {
      json.put("labels", event.getLabels());
    }
    return Ecs.putTechniques(json, event.getSafetyTechniques());
  }

  private static void putObserved(EcsJson json, Long observed) {
    if (observed != null) {
      json.put("event.created", Instant.ofEpochMilli(observed));
    }
  }

  /** ECS counts durations in nanoseconds. */
  private static void putDuration(EcsJson json, Long millis) {
    if (millis != null) {
      json.put("event.duration", Duration.ofMillis(millis).toNanos());
    }
  }

  private static void putLocation(EcsJson json, Double lat, Double lon) {
    if (lat != null && lon != null) {
      json.put("client.geo.location", Map.of("lat", lat, "lon", lon));
    }
  }

  private static EcsJson verdict(Verdict verdict) {
    return new EcsJson()
        .put("detector", verdict.getDetector())
        .put("technique", verdict.getTechnique())
        .put("harm", verdict.getHarm())
        .put("severity", verdict.getSeverity())
        .put("score", verdict.getScore())
        .put("verdict", verdict.getVerdict())
        .put("action", verdict.getAction())
        .put("target", verdict.getTarget())
        .put("subject", verdict.getSubject())
        .put("state", verdict.getState());
  }
}
