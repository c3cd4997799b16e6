package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.format.DerivedId;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Optional;

/**
 * Category Audit of an Azure OpenAI resource: that its keys were shown. Neither id nor address nor
 * outcome are in it.
 */
final class AuditLog {

  private AuditLog() {}

  static Optional<TelemetryEvent> event(AzureRecord log) throws Refusal {
    Optional<AzureOperation> operation = AzureOperation.of("Audit", log.operation(), log);
    if (operation.isEmpty() || !log.isOf("Microsoft.CognitiveServices")) {
      return Optional.empty();
    }
    TelemetryEvent event =
        log.event(operation.get())
            .setEventOutcome(HttpStatus.outcome(log.fields().text("resultsignature")))
            .setUserId(log.fields().text("objectid"))
            .setCloudRegion(log.region())
            .setGenAiProviderName(GatewayLog.PROVIDER)
            .build();
    if (event.getEventId().isEmpty()) {
      // Whoever it was stays out of it: ids are no pseudonyms.
      event.setEventId(DerivedId.of(Long.toString(log.time()), log.operation(), log.resource()));
    }
    CallerAddress.set(event, log.fields().text("calleripaddress"));
    return Optional.of(event);
  }
}
