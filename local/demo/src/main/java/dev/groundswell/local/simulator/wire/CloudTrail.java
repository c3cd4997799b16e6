package dev.groundswell.local.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * AWS CloudTrail (its user guide, record contents 1.11), as a log file with one record: what IAM
 * users did in consoles and by command line. Neither texts nor tokens nor sessions are in it.
 */
final class CloudTrail implements WireFormat {

  /** An API call: the service that is called, and the call. */
  private record Call(String service, String name) {}

  private static final Map<String, Call> CALLS =
      Map.of(
          "login", new Call("signin", "ConsoleLogin"),
          "api_key.create", new Call("iam", "CreateAccessKey"),
          "list_models", new Call("bedrock", "ListFoundationModels"),
          "invocation_logging.get", new Call("bedrock", "GetModelInvocationLoggingConfiguration"),
          "invocation_logging.delete",
              new Call("bedrock", "DeleteModelInvocationLoggingConfiguration"),
          "guardrail.delete", new Call("bedrock", "DeleteGuardrail"),
          "invoke_agent", new Call("bedrock", "InvokeAgent"),
          "cost.get", new Call("ce", "GetCostAndUsage"),
          "audit_log.stop", new Call("cloudtrail", "StopLogging"));

  /** Services without regions report from one. */
  private static final Set<String> GLOBAL = Set.of("signin", "iam", "ce");

  @Override
  public String wireName() {
    return "cloudtrail";
  }

  @Override
  public byte[] encode(TelemetryEvent event) {
    ObjectNode log = Json.object();
    log.set("Records", Json.array(record(event, CALLS.get(event.getEventAction()))));
    return Json.bytes(log);
  }

  private static ObjectNode record(TelemetryEvent event, Call call) {
    ObjectNode record = Json.object().put("eventVersion", "1.11");
    boolean login = call.name().equals("ConsoleLogin");
    record.set("userIdentity", identity(event, login));
    record
        .put(
            "eventTime",
            Instant.ofEpochMilli(event.getEventTime()).truncatedTo(ChronoUnit.SECONDS).toString())
        .put("eventSource", call.service() + ".amazonaws.com")
        .put("eventName", call.name())
        .put("awsRegion", GLOBAL.contains(call.service()) ? "us-east-1" : event.getCloudRegion())
        .put("sourceIPAddress", event.getClientAddress())
        .put("userAgent", event.getUserAgentOriginal());
    if (login) {
      putLogin(record, event.getEventOutcome() == EventOutcome.success);
    } else {
      putCall(record, event);
    }
    boolean data = call.name().equals("InvokeAgent");
    return record
        .put("eventID", event.getEventId())
        .put("readOnly", call.name().startsWith("Get") || call.name().startsWith("List"))
        .put("eventType", login ? "AwsConsoleSignIn" : "AwsApiCall")
        .put("managementEvent", !data)
        .put("recipientAccountId", event.getOrganizationId())
        .put("eventCategory", data ? "Data" : "Management");
  }

  private static ObjectNode identity(TelemetryEvent event, boolean login) {
    String arn = event.getUserId();
    ObjectNode identity =
        Json.object().put("type", "IAMUser").put("principalId", "AIDA" + unique(arn));
    // A login that fails has no ARN: nobody has shown yet who it is.
    if (!login || event.getEventOutcome() == EventOutcome.success) {
      identity.put("arn", arn);
    }
    return identity
        .put("accountId", event.getOrganizationId())
        .put("accessKeyId", login ? "" : event.getApiKeyId())
        .put("userName", arn.substring(arn.indexOf('/') + 1));
  }

  private static void putLogin(ObjectNode record, boolean success) {
    if (!success) {
      record.put("errorMessage", "Failed authentication");
    }
    record.putNull("requestParameters");
    record.putObject("responseElements").put("ConsoleLogin", success ? "Success" : "Failure");
    record
        .putObject("additionalEventData")
        .put("LoginTo", "https://console.aws.amazon.com/console/home")
        .put("MobileVersion", "No")
        .put("MFAUsed", "No");
  }

  private static void putCall(ObjectNode record, TelemetryEvent event) {
    if (event.getErrorType() != null) {
      record.put("errorCode", event.getErrorType());
    }
    record.putNull("requestParameters").putNull("responseElements");
    record.put("requestID", hash(event.getEventId()).toString());
  }

  /** Seventeen characters, as ids of AWS have them behind their prefix; equal for equal names. */
  private static String unique(String name) {
    long bits = hash(name).getLeastSignificantBits();
    String digits = Long.toUnsignedString(bits, Character.MAX_RADIX).toUpperCase(Locale.ROOT);
    return "A".repeat(17 - digits.length()) + digits;
  }

  private static UUID hash(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
