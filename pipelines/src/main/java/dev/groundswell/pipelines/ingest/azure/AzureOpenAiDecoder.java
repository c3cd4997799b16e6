package dev.groundswell.pipelines.ingest.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.Items;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonContents;
import dev.groundswell.pipelines.ingest.json.JsonDecoder;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Locale;
import java.util.Optional;

/**
 * What Azure Monitor writes of Azure OpenAI, of API Management before it, and of their
 * administration: resource logs and the activity log as an event hub or a storage account gets them
 * (Azure Monitor, "Common and service-specific schemas for Azure resource logs" and "Azure Activity
 * Log event schema"), and the tables of a Log Analytics workspace that are exported to one.
 */
public final class AzureOpenAiDecoder implements RecordDecoder {

  private final JsonDecoder json =
      new JsonDecoder(AzureOpenAiDecoder::open, AzureOpenAiDecoder::event);

  @Override
  public void decode(byte[] record, Items items) throws Refusal {
    json.decode(record, items);
  }

  private static void open(JsonNode document, JsonContents contents) throws Refusal {
    if (document.has("records")) {
      contents.items(document.get("records"));
    } else {
      contents.item(document);
    }
  }

  private static Optional<TelemetryEvent> event(JsonFields item) throws Refusal {
    AzureRecord log = AzureRecord.of(item);
    String category = log.category();
    if (category == null && log.operation() == null) {
      throw new Refusal(
          DeadLetterReason.undecodable,
          "no log of Azure Monitor: neither category nor operationName");
    }
    return switch (category == null ? "" : category.toLowerCase(Locale.ROOT)) {
      case "requestresponse" -> RequestResponseLog.event(log);
      case "audit" -> AuditLog.event(log);
      case "gatewaylogs", "apimanagementgatewaylogs" -> GatewayLog.event(log);
      case "gatewayllmlogs", "apimanagementgatewayllmlog" -> GatewayLlmLog.event(log);
      default -> ActivityLog.event(log);
    };
  }
}
