package dev.groundswell.local.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Amazon Bedrock's model invocation log with bodies (its user guide, "Monitor model invocation
 * using CloudWatch Logs and Amazon S3"): a call of Converse, with the trace of a guardrail where
 * that found something. Neither key nor address is in it.
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
        .put("operation", "Converse")
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
    ObjectNode message = Json.object().put("role", "user");
    message.set("content", Json.array(Json.object().put("text", event.getContentInputText())));
    input.putObject("inputBodyJson").set("messages", Json.array(message));
    return input.put("inputTokenCount", event.getGenAiUsageInputTokens());
  }

  private static ObjectNode output(TelemetryEvent event) {
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
      body.set("trace", trace(event));
    }
    ObjectNode log = Json.object().put("outputContentType", "application/json");
    log.set("outputBodyJson", body);
    return log.put("outputTokenCount", output);
  }

  private static ObjectNode trace(TelemetryEvent event) {
    ObjectNode trace = Json.object();
    trace
        .putObject("guardrail")
        .putObject("inputAssessment")
        .putObject("gr" + event.getOrganizationId().substring(2))
        .putObject("contentPolicy")
        .set(
            "filters",
            Json.array(
                event.getVerdicts().stream().map(v -> filter(v)).toArray(ObjectNode[]::new)));
    return trace;
  }

  private static ObjectNode filter(Verdict verdict) {
    boolean blocked = verdict.getAction() == VerdictAction.block;
    return Json.object()
        .put("type", type(verdict))
        .put("confidence", confidence(verdict.getScore()))
        .put("filterStrength", blocked ? "HIGH" : "LOW")
        .put("action", blocked ? "BLOCKED" : "NONE")
        .put("detected", true);
  }

  private static String type(Verdict verdict) {
    if (verdict.getTechnique() != null) {
      return "PROMPT_ATTACK";
    }
    return switch (verdict.getHarm()) {
      case "hate" -> "HATE";
      case "violent_crimes" -> "VIOLENCE";
      case "non_violent_crimes" -> "MISCONDUCT";
      case "sexual_content" -> "SEXUAL";
      default -> throw new IllegalArgumentException("no filter of Bedrock: " + verdict.getHarm());
    };
  }

  private static String confidence(double score) {
    return score < 0.5 ? "LOW" : score < 0.9 ? "MEDIUM" : "HIGH";
  }
}
