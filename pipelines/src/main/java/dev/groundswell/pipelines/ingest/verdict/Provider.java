package dev.groundswell.pipelines.ingest.verdict;

import java.util.Locale;

/** Whose categories a detector speaks in. */
public enum Provider {
  /** Azure AI Content Safety, and the content filter of Azure OpenAI, which is built on it. */
  AZURE,
  /**
   * Guardrails of Amazon Bedrock; a category is a policy and a type: {@code contentPolicy/HATE}.
   */
  BEDROCK,
  /** OpenAI's moderation endpoint. */
  OPENAI,
  /** Llama Guard, by the names of its hazards: their S-codes change from version to version. */
  LLAMA_GUARD,
  /** Cloudflare's Firewall for AI. */
  CLOUDFLARE;

  /** The provider as the table writes it. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
