package dev.groundswell.local.simulator;

/** The products of the simulated service: names, providers and models. */
enum Product {
  CHAT("chat", "chat", "azure.ai.openai", "large-2", "large-2-2026-01"),
  CODE("code", "text_completion", "openai", "coder-3", "coder-3-2026-03"),
  IMAGES("images", "generate_content", "gcp.vertex_ai", "image-1", "image-1-2025-11"),
  AGENTS("agents", "invoke_agent", "aws.bedrock", "agent-2", "agent-2-2026-05");

  private final String service;
  private final String operation;
  private final String provider;
  private final String requestModel;
  private final String responseModel;

  Product(
      String service,
      String operation,
      String provider,
      String requestModel,
      String responseModel) {
    this.service = service;
    this.operation = operation;
    this.provider = provider;
    this.requestModel = requestModel;
    this.responseModel = responseModel;
  }

  String service() {
    return service;
  }

  String operation() {
    return operation;
  }

  String provider() {
    return provider;
  }

  String requestModel() {
    return requestModel;
  }

  String responseModel() {
    return responseModel;
  }
}
