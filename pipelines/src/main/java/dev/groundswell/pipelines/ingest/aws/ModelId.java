package dev.groundswell.pipelines.ingest.aws;

/** The name of a model, whichever way the caller named it. */
final class ModelId {

  private ModelId() {}

  /** What follows the kind of resource in an ARN; anything else as it is. */
  static String of(String modelId) {
    return modelId != null && modelId.startsWith("arn:")
        ? modelId.substring(modelId.lastIndexOf('/') + 1)
        : modelId;
  }

  /** What the model does, in OpenTelemetry's words for operations. */
  static String operation(String model) {
    if (model == null) {
      return "chat";
    }
    if (model.contains("embed")) {
      return "embeddings";
    }
    return makesPictures(model) ? "generate_content" : "chat";
  }

  private static boolean makesPictures(String model) {
    return model.contains("titan-image")
        || model.contains("nova-canvas")
        || model.contains("nova-reel")
        || model.startsWith("stability.")
        || model.contains(".stability.");
  }
}
