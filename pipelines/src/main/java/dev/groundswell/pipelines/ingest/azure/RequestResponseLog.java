package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Optional;

/**
 * Category RequestResponse of an Azure OpenAI resource: that a model was called, from which
 * network, and with which status; neither text nor tokens nor what the content filter said.
 */
final class RequestResponseLog {

  private static final String LOG = "RequestResponse";

  /** Names of operations are not documented; whatever names a deployment is a call of a model. */
  private static final AzureOperation CALL =
      new AzureOperation(LOG, "", "-", EventCategory.other, "invoke_model");

  private RequestResponseLog() {}

  static Optional<TelemetryEvent> event(AzureRecord log) throws Refusal {
    if (!log.isOf("Microsoft.CognitiveServices")) {
      return Optional.empty();
    }
    Optional<AzureOperation> operation = AzureOperation.of(LOG, log.operation(), log);
    if (operation.isEmpty() && log.fields().text("modeldeploymentname") != null) {
      operation = Optional.of(CALL);
    }
    return operation.isPresent() ? Optional.of(event(log, operation.get())) : Optional.empty();
  }

  private static TelemetryEvent event(AzureRecord log, AzureOperation operation) throws Refusal {
    JsonFields fields = log.fields();
    CallTimes times = CallTimes.ofService(log);
    String status = fields.text("resultsignature");
    EventOutcome outcome = HttpStatus.outcome(status);
    TelemetryEvent event =
        log.event(operation)
            .setEventTime(times.end())
            .setEventDuration(times.duration())
            .setEventOutcome(outcome)
            .setErrorType(HttpStatus.isError(outcome) ? status : null)
            .setUserId(fields.text("objectid"))
            .setCloudRegion(log.region())
            .setGenAiProviderName(GatewayLog.PROVIDER)
            .setGenAiRequestModel(fields.text("modeldeploymentname"))
            .setGenAiResponseModel(fields.text("modelname"))
            .build();
    if (operation.category() == EventCategory.other) {
      AzureOperation.of(GatewayLog.LOG, log.operation(), log)
          .ifPresent(call -> event.setGenAiOperationName(call.action()));
      event.setVerdicts(ContentFilter.verdictsWithoutBody(status));
    }
    CallerAddress.set(event, fields.text("calleripaddress"));
    AzureRecord.putLabel(event, "azure.model_version", fields.text("modelversion"));
    AzureRecord.putLabel(event, "azure.stream", fields.text("streamtype"));
    return event;
  }
}
