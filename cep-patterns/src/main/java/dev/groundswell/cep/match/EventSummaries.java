package dev.groundswell.cep.match;

import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Map;

/** Takes the part of an event that travels with detection. */
final class EventSummaries {

  private EventSummaries() {}

  /** The part, with the values that rules bound. */
  static EventSummary of(TelemetryEvent event, Map<String, String> boundValues) {
    return EventSummary.newBuilder()
        .setEventId(event.getEventId())
        .setEventTime(event.getEventTime())
        .setEventSequence(event.getEventSequence())
        .setEventReference(event.getEventReference())
        .setTraceId(event.getTraceId())
        .setUserId(event.getUserId())
        .setApiKeyId(event.getApiKeyId())
        .setOrganizationId(event.getOrganizationId())
        .setServiceName(event.getServiceName())
        .setCloudRegion(event.getCloudRegion())
        .setGenAiProviderName(event.getGenAiProviderName())
        .setGenAiOperationName(event.getGenAiOperationName())
        .setGenAiRequestModel(event.getGenAiRequestModel())
        .setSafetyHarms(event.getSafetyHarms())
        .setSafetyDetectors(event.getSafetyDetectors())
        .setBoundValues(boundValues)
        .build();
  }
}
