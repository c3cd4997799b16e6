package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.schemas.SignalState;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictTarget;
import dev.groundswell.schemas.VerdictValue;
import java.util.Set;

/** Findings of the content filter as verdicts. */
final class FindingVerdicts {

  private static final String FILTER = "azure.content_filter";
  private static final Set<String> SHIELDED = Set.of("jailbreak", "indirect_attack");

  private FindingVerdicts() {}

  static Verdict of(ContentFinding finding) {
    return Verdict.newBuilder()
        .setDetector(SHIELDED.contains(finding.category()) ? "azure.prompt_shield" : FILTER)
        .setTarget(finding.target())
        .setVerdict(finding.isFiltered() ? VerdictValue.deny : VerdictValue.warn)
        .setAction(finding.isFiltered() ? VerdictAction.block : VerdictAction.allow)
        .build();
  }

  /** A filter that could not judge, or whose judgement is not in the record. */
  static Verdict failed(VerdictTarget target) {
    return Verdict.newBuilder()
        .setDetector(FILTER)
        .setTarget(target)
        .setState(SignalState.failed)
        .build();
  }
}
