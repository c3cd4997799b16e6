package dev.groundswell.local.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Amazon Bedrock's model invocation log with bodies (its user guide, "Monitor model invocation
 * using CloudWatch Logs and Amazon S3"): a call of Converse, or of InvokeModel where that makes
 * pictures, with the trace of a guardrail where that found something. Neither key nor address is in
 * it.
 */
final class BedrockInvocationLog implements WireFormat {

  private static final String ANSWER = "Certainly.";
  private static final String REFUSAL = "Sorry, the model cannot answer this question.";

  @Override
  public String wireName() {
    return "bedrock-invocation";
  }

  @Override
  public byte[] encode(TelemetryEvent event) {
    ObjectNode log =
        Json.object()
            .put(
                "timestamp",
                Instant.ofEpochMilli(event.getEventTime())
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString())
            .put("accountId", event.getOrganizationId());
    log.putObject("identity").put("arn", event.getUserId());
    log.put("region", event.getCloudRegion())
        .put("requestId", event.getEventId())
        .put("operation", isPicture(event) ? "InvokeModel" : "Converse")
        .put("modelId", event.getGenAiRequestModel());
    boolean failed = event.getEventOutcome() == EventOutcome.failed;
    if (failed) {
      log.put("errorCode", event.getErrorType());
    }
    log.set("input", failed ? Json.object() : input(event));
    log.set("output", failed ? Json.object() : output(event));
    log.put("schemaType", "ModelInvocationLog").put("schemaVersion", "1.0");
    return Json.bytes(log);
  }

  private static ObjectNode input(TelemetryEvent event) {
    ObjectNode input = Json.object().put("inputContentType", "application/json");
    input.set("inputBodyJson", isPicture(event) ? BedrockPictures.request(event) : request(event));
    return input.put("inputTokenCount", event.getGenAiUsageInputTokens());
  }

  private static ObjectNode request(TelemetryEvent event) {
    ObjectNode message = Json.object().put("role", "user");
    message.set("content", Json.array(Json.object().put("text", event.getContentInputText())));
    ObjectNode body = Json.object();
    body.set("messages", Json.array(message));
    return body;
  }

  private static ObjectNode output(TelemetryEvent event) {
    ObjectNode output = Json.object().put("outputContentType", "application/json");
    output.set(
        "outputBodyJson", isPicture(event) ? BedrockPictures.response(event) : response(event));
    return output.put("outputTokenCount", event.getGenAiUsageOutputTokens());
  }

  private static boolean isPicture(TelemetryEvent event) {
    return event.getEventAction().equals(BedrockPictures.OPERATION);
  }

  private static ObjectNode response(TelemetryEvent event) {
    boolean blocked = event.getEventOutcome() == EventOutcome.blocked;
    ObjectNode body = Json.object();
    ObjectNode message = body.putObject("output").putObject("message").put("role", "assistant");
    message.set("content", Json.array(Json.object().put("text", blocked ? REFUSAL : ANSWER)));
    body.put("stopReason", event.getGenAiResponseFinishReasons().get(0));
    body.putObject("metrics").put("latencyMs", event.getEventDuration());
    long input = event.getGenAiUsageInputTokens();
    long output = event.getGenAiUsageOutputTokens();
    body.putObject("usage")
        .put("inputTokens", input)
        .put("outputTokens", output)
        .put("totalTokens", input + output);
    if (!event.getVerdicts().isEmpty()) {
      body.putObject("trace")
          .putObject("guardrail")
          .set("inputAssessment", BedrockGuardrail.assessment(event));
    }
    return body;
  }
}
