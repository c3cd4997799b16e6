package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.schemas.VerdictTarget;

/**
 * What one policy of a guardrail found. The text that it found is left where it was.
 *
 * @param policy the policy, such as {@code contentPolicy}
 * @param type what it looks for, such as {@code VIOLENCE}; for what customers define, TOPIC,
 *     CUSTOM_WORD or REGEX
 * @param grade how sure the policy is, NONE, LOW, MEDIUM or HIGH, or its score from 0 to 1; null
 *     where it has none
 * @param action BLOCKED, ANONYMIZED, or NONE where the guardrail only watches
 * @param target what was judged
 */
record GuardrailFinding(
    String policy, String type, String grade, String action, VerdictTarget target) {

  /** The category as the table of categories has it: {@code contentPolicy/VIOLENCE}. */
  String category() {
    return policy + "/" + (type == null ? "" : type);
  }

  boolean isBlocked() {
    return "BLOCKED".equals(action);
  }

  boolean isMasked() {
    return "ANONYMIZED".equals(action);
  }
}
