package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictValue;

/** Findings of a guardrail as verdicts. */
final class GuardrailVerdicts {

  private GuardrailVerdicts() {}

  static Verdict of(GuardrailFinding finding) {
    Verdict.Builder verdict =
        Verdict.newBuilder().setDetector("bedrock.guardrail").setTarget(finding.target());
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
