package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.pipelines.ingest.verdict.Meaning;
import dev.groundswell.pipelines.ingest.verdict.Provider;
import dev.groundswell.pipelines.ingest.verdict.ProviderCategories;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictValue;
import java.util.Map;

/** Findings of a guardrail as verdicts. */
final class GuardrailVerdicts {

  private static final Meaning UNKNOWN = new Meaning(null, null);

  /** Bedrock grades how sure it is, in four grades, and not how bad it is. */
  private static final Map<String, Double> SCORES =
      Map.of("NONE", 0.0, "LOW", 0.33, "MEDIUM", 0.67, "HIGH", 1.0);

  private GuardrailVerdicts() {}

  static Verdict of(GuardrailFinding finding) {
    Meaning meaning =
        ProviderCategories.meaning(Provider.BEDROCK, finding.policy() + "/" + finding.type())
            .orElse(UNKNOWN);
    Verdict.Builder verdict =
        Verdict.newBuilder()
            .setDetector("bedrock.guardrail." + finding.policy())
            .setTechnique(meaning.technique())
            .setHarm(meaning.harm())
            .setScore(finding.confidence() == null ? null : SCORES.get(finding.confidence()))
            .setTarget(finding.target());
    if (finding.isBlocked()) {
      verdict.setVerdict(VerdictValue.deny).setAction(VerdictAction.block);
    } else if (finding.isMasked()) {
      verdict.setVerdict(VerdictValue.modify).setAction(VerdictAction.modify);
    } else {
      verdict.setVerdict(VerdictValue.warn).setAction(VerdictAction.allow);
    }
    return verdict.build();
  }
}
