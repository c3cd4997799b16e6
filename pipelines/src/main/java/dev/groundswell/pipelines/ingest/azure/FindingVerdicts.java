package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.verdict.Meaning;
import dev.groundswell.pipelines.ingest.verdict.Provider;
import dev.groundswell.pipelines.ingest.verdict.ProviderCategories;
import dev.groundswell.schemas.SignalState;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictTarget;
import dev.groundswell.schemas.VerdictValue;
import java.util.Map;
import java.util.Set;

/** Findings of the content filter as verdicts. */
final class FindingVerdicts {

  private static final Meaning UNKNOWN = new Meaning(null, null);
  private static final String FILTER = "azure.content_filter";
  private static final Set<String> SHIELDED = Set.of("jailbreak", "indirect_attack");

  private FindingVerdicts() {}

  /** Azure's four levels stand for 0, 2, 4 and 6 of 7; ten times a seventh of them is here. */
  private static final Map<String, Integer> SEVERITIES =
      Map.of("safe", 0, "low", 3, "medium", 6, "high", 9);

  static Verdict of(ContentFinding finding) {
    Meaning meaning =
        ProviderCategories.meaning(Provider.AZURE, finding.category()).orElse(UNKNOWN);
    return Verdict.newBuilder()
        .setTechnique(meaning.technique())
        .setHarm(meaning.harm())
        .setSeverity(finding.severity() == null ? null : SEVERITIES.get(finding.severity()))
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
