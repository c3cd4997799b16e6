package dev.groundswell.cep.match;

import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Map;

/** Takes the part of an event that travels with detection. */
final class EventSummaries {

  private EventSummaries() {}

  /** The part, with the values that rules bound. */
  static EventSummary of(TelemetryEvent event, Map<String, String> boundValues) {
    // Setters, not the builder: it looks up the default of every field first.
    EventSummary summary = new EventSummary();
    summary.setEventId(event.getEventId());
    summary.setEventTime(event.getEventTime());
    summary.setEventSequence(event.getEventSequence());
    summary.setEventReference(event.getEventReference());
    summary.setTraceId(event.getTraceId());
    summary.setUserId(event.getUserId());
    summary.setApiKeyId(event.getApiKeyId());
    summary.setOrganizationId(event.getOrganizationId());
    summary.setServiceName(event.getServiceName());
    summary.setCloudRegion(event.getCloudRegion());
    summary.setGenAiProviderName(event.getGenAiProviderName());
    summary.setGenAiOperationName(event.getGenAiOperationName());
    summary.setGenAiRequestModel(event.getGenAiRequestModel());
    summary.setSafetyHarms(event.getSafetyHarms());
    summary.setSafetyDetectors(event.getSafetyDetectors());
    summary.setBoundValues(boundValues);
    return summary;
  }
}
