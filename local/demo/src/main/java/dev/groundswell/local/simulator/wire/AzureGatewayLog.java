package dev.groundswell.local.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Azure API Management's gateway log with bodies, as an event hub gets it (API Management,
 * "Reference: API Management resource log schema"; Azure OpenAI, "REST API reference"): chat
 * completions with what the content filter said. A prompt that the filter refuses has no token
 * counts.
 */
final class AzureGatewayLog implements WireFormat {

  private static final DateTimeFormatter TICKS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The gateway writes regions as people do. */
  private static final Map<String, String> LOCATIONS =
      Map.of(
          "eastus", "East US",
          "westus2", "West US 2",
          "northeurope", "North Europe",
          "germanywestcentral", "Germany West Central",
          "southeastasia", "Southeast Asia",
          "brazilsouth", "Brazil South");

  private static final String RESOURCE =
      "/SUBSCRIPTIONS/%s/RESOURCEGROUPS/RG-AI/PROVIDERS/MICROSOFT.APIMANAGEMENT/SERVICE/GATEWAY-ONE";
  private static final String KEYS = "/subscriptions/";
  private static final String VERSION = "?api-version=2024-10-21";

  /** A subscription to the gateway of an organisation, as Azure names resources. */
  static String key(String organization, String name) {
    return RESOURCE.formatted(organization).toLowerCase(Locale.ROOT) + KEYS + name;
  }

  @Override
  public String wireName() {
    return "azure-openai";
  }

  @Override
  public byte[] encode(TelemetryEvent event) {
    ObjectNode document = Json.object();
    document.set("records", Json.array(record(event)));
    return Json.bytes(document);
  }

  private static ObjectNode record(TelemetryEvent event) {
    long duration = event.getEventDuration();
    boolean success = event.getEventOutcome() == EventOutcome.success;
    ObjectNode record =
        Json.object()
            .put("DeploymentVersion", "0.50.0.0")
            .put("Level", 4)
            .put("Sku", "Basic")
            .put("isRequestSuccess", success)
            // The gateway writes down when it began with a call.
            .put("time", TICKS.format(Instant.ofEpochMilli(event.getEventTime() - duration)))
            .put("operationName", "Microsoft.ApiManagement/GatewayLogs")
            .put("category", "GatewayLogs")
            .put("durationMs", duration)
            .put("callerIpAddress", event.getClientAddress())
            .put("correlationId", event.getEventId())
            .put("location", LOCATIONS.get(event.getCloudRegion()));
    record.set("properties", properties(event, success ? 200 : 400));
    return record
        .put("resourceId", RESOURCE.formatted(event.getOrganizationId().toUpperCase(Locale.ROOT)))
        .put("resultType", success ? "Succeeded" : "Failed")
        .put("truncated", 0);
  }

  /** The gateway's log names a subscription by its own name, and the gateway elsewhere. */
  private static String keyName(String key) {
    return key == null ? null : key.substring(key.lastIndexOf(KEYS) + KEYS.length());
  }

  private static ObjectNode properties(TelemetryEvent event, int status) {
    String path = "/deployments/%s/chat/completions".formatted(event.getGenAiRequestModel());
    ObjectNode properties =
        Json.object()
            .put("apiId", "azure-openai")
            .put("apiRevision", "1")
            .put("apimSubscriptionId", keyName(event.getApiKeyId()))
            .put("method", "POST")
            .put("url", "https://gateway-one.azure-api.net/openai" + path + VERSION)
            .put("backendMethod", "POST")
            .put("backendUrl", "https://ai-one.openai.azure.com/openai" + path + VERSION)
            .put("backendId", "ai-one")
            .put("backendResponseCode", status)
            .put("responseCode", status)
            .put("backendTime", event.getEventDuration())
            .put("operationId", "ChatCompletions_Create")
            .put("cache", "none");
    putBodies(properties, AzureBodies.request(event), AzureBodies.response(event));
    properties.putObject("requestHeaders").put("User-Agent", event.getUserAgentOriginal());
    return properties.put("userId", event.getUserId());
  }

  private static void putBodies(ObjectNode properties, ObjectNode request, ObjectNode response) {
    String asked = text(request);
    String answered = text(response);
    properties
        .put("requestSize", asked.length())
        .put("responseSize", answered.length())
        .put("backendRequestBody", asked)
        .put("backendResponseBody", answered);
  }

  private static String text(ObjectNode body) {
    return new String(Json.bytes(body), StandardCharsets.UTF_8);
  }
}
