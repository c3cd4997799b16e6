package dev.groundswell.local.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import java.util.List;

/**
 * Bodies of chat completions, and what the content filter puts into them (Azure OpenAI, "REST API
 * reference" and "Content filtering annotations").
 */
final class AzureBodies {

  private static final String ANSWER = "Certainly.";

  /** Categories that are graded, in Azure's order. */
  private static final List<String> GRADED = List.of("hate", "self_harm", "sexual", "violence");

  private AzureBodies() {}

  static ObjectNode request(TelemetryEvent event) {
    ObjectNode body = Json.object();
    body.set(
        "messages",
        Json.array(Json.object().put("role", "user").put("content", event.getContentInputText())));
    return body.put("model", event.getGenAiRequestModel()).put("user", event.getUserId());
  }

  static ObjectNode response(TelemetryEvent event) {
    return event.getEventOutcome() == EventOutcome.blocked ? refusal(event) : answer(event);
  }

  private static ObjectNode refusal(TelemetryEvent event) {
    ObjectNode body = Json.object();
    ObjectNode error =
        body.putObject("error")
            .put(
                "message",
                "The response was filtered due to the prompt triggering Azure OpenAI's content"
                    + " management policy.")
            .putNull("type")
            .put("param", "prompt")
            .put("code", "content_filter")
            .put("status", 400);
    error
        .putObject("innererror")
        .put("code", "ResponsibleAIPolicyViolation")
        .set("content_filter_result", findings(event.getVerdicts()));
    return body;
  }

  private static ObjectNode answer(TelemetryEvent event) {
    ObjectNode choice = Json.object();
    choice.set("content_filter_results", findings(List.of()));
    choice.put("finish_reason", event.getGenAiResponseFinishReasons().get(0)).put("index", 0);
    choice.putObject("message").put("content", ANSWER).put("role", "assistant");
    ObjectNode prompt = Json.object().put("prompt_index", 0);
    prompt.set("content_filter_results", findings(event.getVerdicts()));
    ObjectNode body = Json.object();
    body.set("choices", Json.array(choice));
    body.put("created", event.getEventTime() / 1000)
        .put("id", "chatcmpl-" + event.getEventId())
        .put("model", event.getGenAiResponseModel())
        .put("object", "chat.completion");
    body.set("prompt_filter_results", Json.array(prompt));
    long input = event.getGenAiUsageInputTokens();
    long output = event.getGenAiUsageOutputTokens();
    body.putObject("usage")
        .put("completion_tokens", output)
        .put("prompt_tokens", input)
        .put("total_tokens", input + output);
    return body;
  }

  /** All that the filter looked for; what it found is not safe, or detected. */
  private static ObjectNode findings(List<Verdict> verdicts) {
    ObjectNode findings = Json.object();
    for (String category : GRADED) {
      findings.putObject(category).put("filtered", false).put("severity", "safe");
    }
    findings.putObject("jailbreak").put("detected", false).put("filtered", false);
    for (Verdict verdict : verdicts) {
      boolean filtered = verdict.getAction() == VerdictAction.block;
      if (verdict.getTechnique() == null) {
        findings
            .putObject(category(verdict.getHarm()))
            .put("filtered", filtered)
            .put("severity", level(verdict.getSeverity()));
      } else {
        findings
            .putObject(shield(verdict.getTechnique()))
            .put("detected", true)
            .put("filtered", filtered);
      }
    }
    return findings;
  }

  private static String category(String harm) {
    return switch (harm) {
      case "hate" -> "hate";
      case "violent_crimes" -> "violence";
      case "sexual_content" -> "sexual";
      case "suicide_and_self_harm" -> "self_harm";
      default -> throw new IllegalArgumentException("no category of Azure: " + harm);
    };
  }

  private static String shield(String technique) {
    return technique.equals("AML.T0051.001") ? "indirect_attack" : "jailbreak";
  }

  /** The level of the four whose severity, of ten, it is. */
  private static String level(int severity) {
    return severity < 5 ? "low" : severity < 8 ? "medium" : "high";
  }
}
