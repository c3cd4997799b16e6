package dev.groundswell.local.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;

/**
 * Bodies of InvokeModel for models that make pictures (Amazon Nova Canvas, "Request and response
 * structure"), and what a guardrail puts into them. Why an answer ended and how long it took is not
 * in them.
 */
final class BedrockPictures {

  static final String OPERATION = "generate_content";

  private BedrockPictures() {}

  static ObjectNode request(TelemetryEvent event) {
    ObjectNode body = Json.object().put("taskType", "TEXT_IMAGE");
    body.putObject("textToImageParams").put("text", event.getContentInputText());
    return body;
  }

  static ObjectNode response(TelemetryEvent event) {
    ObjectNode body = Json.object();
    if (event.getEventOutcome() == EventOutcome.blocked) {
      body.put("amazon-bedrock-guardrailAction", "INTERVENED");
    } else {
      body.putArray("images").add("s3://pictures/" + event.getEventId());
    }
    if (!event.getVerdicts().isEmpty()) {
      body.putObject("amazon-bedrock-trace")
          .putObject("guardrail")
          .set("input", BedrockGuardrail.assessment(event));
    }
    return body;
  }
}
