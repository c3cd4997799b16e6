package dev.groundswell.pipelines.ingest.azure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record of Azure Monitor, whichever way it is spelled: fields stand in the record or in its
 * {@code properties}, which are an object or JSON in a string, and services do not agree on capital
 * letters.
 *
 * @param fields all of them, by their names in lower case
 */
record AzureRecord(JsonFields fields) {

  private static final Pattern SUBSCRIPTION = Pattern.compile("/subscriptions/([^/]+)(/.*)?");

  /** Names of what is in a service stay out: one is the id of a key. */
  private static final Pattern SERVICE =
      Pattern.compile(
          "/providers/microsoft\\.(?:cognitiveservices/accounts|apimanagement/service)/([^/]+)");

  static AzureRecord of(JsonFields item) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    putAll(fields, item.fields());
    putAll(fields, item.json("properties").fields());
    return new AzureRecord(new JsonFields(fields));
  }

  private static void putAll(ObjectNode fields, Map<String, JsonFields> from) {
    from.forEach((name, value) -> fields.putIfAbsent(name.toLowerCase(Locale.ROOT), value.node()));
  }

  /** Which log the record is of; the name of a table if it comes out of a workspace. */
  String category() {
    String category = fields.text("category");
    String table = fields.text("type");
    return table != null && table.startsWith("ApiManagement")
        ? table
        : category == null && fields.at("metricname").isPresent() ? "AllMetrics" : category;
  }

  String operation() {
    return fields.text("operationname");
  }

  /** The resource that the record is of, in lower case: logs do not agree on capital letters. */
  String resource() {
    String resource = fields.text("resourceid");
    resource = resource == null ? fields.text("_resourceid") : resource;
    return resource == null ? "" : resource.toLowerCase(Locale.ROOT);
  }

  /** Whether the resource is of a provider such as {@code Microsoft.CognitiveServices}. */
  boolean isOf(String provider) {
    return resource().contains("/providers/" + provider.toLowerCase(Locale.ROOT) + "/");
  }

  /** Milliseconds since 1970-01-01 UTC. */
  long time() throws Refusal {
    return fields.time(fields.at("time").isPresent() ? "time" : "timegenerated");
  }

  /** An event with what all records have; the rest is unset. */
  TelemetryEvent.Builder event(AzureOperation operation) throws Refusal {
    return TelemetryEvent.newBuilder()
        .setEventId(Optional.ofNullable(fields.text("correlationid")).orElse(""))
        .setEventTime(time())
        .setEventCategory(operation.category())
        .setEventAction(operation.action())
        .setOrganizationId(subscription())
        .setLabels(labels());
  }

  /** What a caller sent in a header; null if headers are not logged. */
  String requestHeader(String name) {
    return fields.json("requestheaders").fields().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> header.getValue().text())
        .findFirst()
        .orElse(null);
  }

  static void putLabel(TelemetryEvent event, String key, String value) {
    putIfPresent(event.getLabels(), key, value);
  }

  /** The region that served, spelled as Azure's own names of regions are. */
  String region() {
    String region = fields.text("location");
    region = region == null ? fields.text("region") : region;
    return region == null ? null : region.toLowerCase(Locale.ROOT).replace(" ", "");
  }

  private String subscription() {
    Matcher matcher = SUBSCRIPTION.matcher(resource());
    return matcher.matches() ? matcher.group(1) : null;
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    putIfPresent(labels, "azure.category", category());
    String operationId = fields.text("operationid"); // The gateway's; its operationName says less.
    putIfPresent(labels, "azure.operation", operationId == null ? operation() : operationId);
    putIfPresent(labels, "azure.correlation_id", fields.text("correlationid"));
    Matcher service = SERVICE.matcher(resource());
    putIfPresent(labels, "azure.resource", service.find() ? service.group(1) : null);
    return labels;
  }

  private static void putIfPresent(Map<String, String> labels, String key, String value) {
    if (value != null) {
      labels.put(key, value);
    }
  }
}
