package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.pipelines.ingest.format.Items;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonDecoder;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Audit events of AWS CloudTrail (its user guide, record contents 1.11): what was done to models,
 * guardrails and logging, credentials, sign-ins and looks at the bill. Everything else in a trail
 * is ignored; {@link CloudTrailCall} says what is not.
 *
 * <p>{@code eventTime} is when the request was completed, to the second.
 */
public final class CloudTrailDecoder implements RecordDecoder {

  /** Services call as {@code bedrock.amazonaws.com} or {@code AWS Internal}. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private final JsonDecoder json =
      new JsonDecoder(AwsEnvelopes::ofCloudTrail, CloudTrailDecoder::event);

  @Override
  public void decode(byte[] record, Items items) throws Refusal {
    json.decode(record, items);
  }

  private static Optional<TelemetryEvent> event(JsonFields item) throws Refusal {
    String source = item.text("eventSource");
    String name = item.text("eventName");
    if (item.text("eventVersion") == null || source == null || name == null) {
      throw new Refusal(
          DeadLetterReason.undecodable,
          "no CloudTrail event: eventVersion, eventSource or eventName is missing");
    }
    Optional<CloudTrailCall> call = CloudTrailCall.of(source, name);
    return call.isPresent() ? Optional.of(event(item, call.get())) : Optional.empty();
  }

  private static TelemetryEvent event(JsonFields item, CloudTrailCall call) throws Refusal {
    TelemetryEvent event =
        TelemetryEvent.newBuilder()
            .setEventId(Optional.ofNullable(item.text("eventID")).orElse(""))
            .setEventTime(item.time("eventTime"))
            .setEventCategory(call.category())
            .setEventAction(call.action())
            .setErrorType(AwsError.type(item.text("errorCode")))
            .setCloudRegion(item.text("awsRegion"))
            .setLabels(labels(item))
            .build();
    event.setEventOutcome(outcome(item, event.getErrorType()));
    setActor(event, item);
    if (call.source().startsWith("bedrock")) {
      event.setGenAiProviderName("aws.bedrock");
      event.setGenAiRequestModel(model(item.at("requestParameters")));
    }
    return event;
  }

  private static void setActor(TelemetryEvent event, JsonFields item) {
    JsonFields identity = item.at("userIdentity");
    event.setUserId(AwsPrincipal.of(identity));
    event.setApiKeyId(identity.text("accessKeyId"));
    // Whose models were used, also where the caller is of another account.
    String account = item.text("recipientAccountId");
    event.setOrganizationId(account == null ? identity.text("accountId") : account);
    event.setClientAddress(address(item.text("sourceIPAddress")));
    event.setUserAgentOriginal(item.text("userAgent"));
  }

  /** A failed sign-in has no error code: it says so in its response. */
  private static EventOutcome outcome(JsonFields item, String errorType) {
    return "Failure".equals(item.text("responseElements", "ConsoleLogin"))
        ? EventOutcome.failed
        : AwsError.outcome(errorType);
  }

  private static String address(String text) {
    return text != null && ADDRESS.matcher(text).matches() ? text : null;
  }

  private static String model(JsonFields parameters) {
    String modelId = parameters.text("modelId");
    return ModelId.of(modelId == null ? parameters.text("model") : modelId);
  }

  private static Map<String, String> labels(JsonFields item) {
    Map<String, String> labels = new HashMap<>();
    putIfPresent(labels, "aws.event_name", item.text("eventName"));
    putIfPresent(labels, "aws.identity_type", item.text("userIdentity", "type"));
    putIfPresent(labels, "aws.request_id", item.text("requestID"));
    return labels;
  }

  private static void putIfPresent(Map<String, String> labels, String key, String value) {
    if (value != null) {
      labels.put(key, value);
    }
  }
}
