package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.verdict.Detector;
import dev.groundswell.pipelines.ingest.verdict.Handling;
import dev.groundswell.pipelines.ingest.verdict.Provider;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictTarget;
import java.util.Set;

/** Findings of the content filter as verdicts. */
final class FindingVerdicts {

  private static final Detector FILTER = new Detector("azure.content_filter", Provider.AZURE);
  private static final Detector SHIELD = new Detector("azure.prompt_shield", Provider.AZURE);
  private static final Set<String> SHIELDED = Set.of("jailbreak", "indirect_attack");

  private FindingVerdicts() {}

  static Verdict of(ContentFinding finding) {
    return (SHIELDED.contains(finding.category()) ? SHIELD : FILTER)
        .verdict(
            finding.category(),
            finding.severity(),
            finding.isFiltered() ? Handling.BLOCKED : Handling.LET_THROUGH,
            finding.target());
  }

  /** A filter that could not judge, or whose judgement is not in the record. */
  static Verdict failed(VerdictTarget target) {
    return FILTER.failed(target);
  }
}
