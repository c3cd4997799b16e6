package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Optional;

/**
 * Category GatewayLlmLogs of API Management (table ApiManagementGatewayLlmLog): tokens and messages
 * of a call that GatewayLogs tells of under the same correlation id. Long messages come in pieces,
 * each a record; the pieces are not put together.
 */
final class GatewayLlmLog {

  private static final AzureOperation USAGE =
      new AzureOperation("GatewayLlmLogs", "", "-", EventCategory.other, "model_usage");

  private GatewayLlmLog() {}

  static Optional<TelemetryEvent> event(AzureRecord log) throws Refusal {
    JsonFields fields = log.fields();
    String text = ModelRequest.lastUserText(fields.json("requestmessages"));
    Long input = fields.wholeNumber("prompttokens");
    Long output = fields.wholeNumber("completiontokens");
    if (text == null && isZero(input) && isZero(output)) {
      return Optional.empty(); // A piece of a message, or the answer.
    }
    TelemetryEvent event =
        log.event(USAGE)
            .setCloudRegion(log.region())
            .setGenAiProviderName(GatewayLog.PROVIDER)
            .setGenAiRequestModel(fields.text("deploymentname"))
            .setGenAiResponseModel(fields.text("modelname"))
            .setGenAiUsageInputTokens(input)
            .setGenAiUsageOutputTokens(output)
            .setContentInputText(text)
            .build();
    if (!event.getEventId().isEmpty()) {
      event.setEventId(event.getEventId() + "/llm/" + fields.text("sequencenumber"));
    }
    return Optional.of(event);
  }

  private static boolean isZero(Long tokens) {
    return tokens == null || tokens == 0;
  }
}
