package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.pipelines.ingest.verdict.Detector;
import dev.groundswell.pipelines.ingest.verdict.Handling;
import dev.groundswell.pipelines.ingest.verdict.Provider;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictTarget;

/** Findings of a guardrail as verdicts. */
final class GuardrailVerdicts {

  private GuardrailVerdicts() {}

  static Verdict of(GuardrailFinding finding) {
    return new Detector("bedrock.guardrail." + finding.policy(), Provider.BEDROCK)
        .verdict(finding.category(), finding.grade(), handling(finding), finding.target());
  }

  /** Whatever a guardrail said is not in the record. */
  static Verdict failed() {
    return new Detector("bedrock.guardrail", Provider.BEDROCK).failed(VerdictTarget.output);
  }

  private static Handling handling(GuardrailFinding finding) {
    if (finding.isBlocked()) {
      return Handling.BLOCKED;
    }
    return finding.isMasked() ? Handling.MASKED : Handling.LET_THROUGH;
  }
}
