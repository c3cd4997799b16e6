package dev.groundswell.pipelines.ingest.verdict;

import java.util.Locale;

/** Whose categories a detector speaks in. */
public enum Provider {
  /** Azure AI Content Safety, and the content filter of Azure OpenAI, which is built on it. */
  AZURE(Scale.LEVEL),
  /**
   * Guardrails of Amazon Bedrock; a category is a policy and a type: {@code contentPolicy/HATE}.
   */
  BEDROCK(Scale.CONFIDENCE),
  /** OpenAI's moderation endpoint. */
  OPENAI(Scale.SCORE),
  /** Llama Guard, by the names of its hazards: {@link LlamaGuard} knows the codes of each. */
  LLAMA_GUARD(Scale.UNGRADED),
  /** Cloudflare's AI Security for Apps, once Firewall for AI, and the guardrails of AI Gateway. */
  CLOUDFLARE(Scale.UNGRADED),
  /** Safety ratings, block reasons and finish reasons of Gemini. */
  GOOGLE(Scale.CONFIDENCE);

  private final Scale usualScale;

  Provider(Scale usualScale) {
    this.usualScale = usualScale;
  }

  /** The provider as the table writes it. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How it grades what it finds, as long as nobody has looked at the category. */
  Scale usualScale() {
    return usualScale;
  }
}
