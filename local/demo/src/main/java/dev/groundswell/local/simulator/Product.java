package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;

/** The products that people use, and what stands behind each, by who reports its use. */
@SuppressWarnings("ImmutableEnumChecker") // records of strings do not change
enum Product {
  CHAT(
      "chat",
      Offer.inference("chat", "azure.ai.openai", "large-2", "large-2-2026-01"),
      Offer.bedrock("anthropic.claude-3-5-sonnet-20240620-v1:0"),
      Offer.azure("chat-large", "gpt-4o-2024-08-06"),
      Offer.inference("chat", "openai", "gpt-4o", "gpt-4o-2024-08-06")),
  CODE(
      "code",
      Offer.inference("text_completion", "openai", "coder-3", "coder-3-2026-03"),
      Offer.bedrock("amazon.nova-pro-v1:0"),
      Offer.azure("code", "gpt-4.1-2025-04-14"),
      Offer.inference("chat", "openai", "gpt-4.1", "gpt-4.1-2025-04-14")),
  IMAGES(
      "images",
      Offer.inference(Offer.PICTURES, "gcp.vertex_ai", "image-1", "image-1-2025-11"),
      Offer.bedrockPictures("amazon.nova-canvas-v1:0"),
      Offer.azure("chat-small", "gpt-4o-mini-2024-07-18"),
      Offer.inference("chat", "openai", "gpt-4o-mini", "gpt-4o-mini-2024-07-18")),
  AGENTS(
      "agents",
      Offer.inference("invoke_agent", "aws.bedrock", "agent-2", "agent-2-2026-05"),
      Offer.bedrockAgent(),
      Offer.azure("agents", "gpt-4.1-2025-04-14"),
      Offer.inference("chat", "openai", "gpt-4.1-mini", "gpt-4.1-mini-2025-04-14"));

  private final String service;
  private final Offer canonical;
  private final Offer aws;
  private final Offer azure;
  private final Offer instrumented;

  Product(String service, Offer canonical, Offer aws, Offer azure, Offer instrumented) {
    this.service = service;
    this.canonical = canonical;
    this.aws = aws;
    this.azure = azure;
    this.instrumented = instrumented;
  }

  /**
   * One whose calls are reported with key and address: the log of Bedrock's models names neither.
   */
  static Product withKeyAndAddress(Producer producer) {
    return producer == Producer.AWS ? AGENTS : CHAT;
  }

  String service() {
    return service;
  }

  Offer offer(Producer producer) {
    return switch (producer) {
      case CANONICAL -> canonical;
      case AWS -> aws;
      case AZURE -> azure;
      case OTEL_PROTO, OTEL_JSON -> instrumented;
    };
  }
}
