package dev.groundswell.local.simulator;

import dev.groundswell.schemas.EventCategory;

/**
 * A product as a producer's customers use it.
 *
 * @param category what a call of it is reported as
 * @param operation what a call of it does
 * @param provider whose models it uses
 * @param requestModel model that is asked for; null if none is named
 * @param responseModel model that answers; null if it is not told
 */
record Offer(
    EventCategory category,
    String operation,
    String provider,
    String requestModel,
    String responseModel) {

  /** The operation of models that make pictures. */
  static final String PICTURES = "generate_content";

  static Offer inference(
      String operation, String provider, String requestModel, String responseModel) {
    return new Offer(EventCategory.inference, operation, provider, requestModel, responseModel);
  }

  static Offer bedrock(String model) {
    return inference("chat", "aws.bedrock", model, null);
  }

  static Offer bedrockPictures(String model) {
    return inference(PICTURES, "aws.bedrock", model, null);
  }

  /** A call that only the audit log shows. */
  static Offer bedrockAgent() {
    return new Offer(EventCategory.other, "invoke_agent", "aws.bedrock", null, null);
  }

  static Offer azure(String deployment, String model) {
    return inference("chat", "azure.ai.openai", deployment, model);
  }
}
