package dev.groundswell.local.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;

/** What a guardrail's trace says of an input (Bedrock's API reference, GuardrailAssessment). */
final class BedrockGuardrail {

  private BedrockGuardrail() {}

  /** The assessment under the id of the guardrail. */
  static ObjectNode assessment(TelemetryEvent event) {
    ObjectNode assessment = Json.object();
    assessment
        .putObject("gr" + event.getOrganizationId().substring(2))
        .putObject("contentPolicy")
        .set(
            "filters",
            Json.array(
                event.getVerdicts().stream().map(v -> filter(v)).toArray(ObjectNode[]::new)));
    return assessment;
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
