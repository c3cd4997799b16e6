package dev.groundswell.pipelines.ingest.verdict;

import dev.groundswell.schemas.SignalState;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictTarget;

/**
 * A detector whose findings become verdicts: how every decoder makes them.
 *
 * @param name as rules see it, such as {@code azure.prompt_shield}
 * @param provider whose categories it speaks in
 */
public record Detector(String name, Provider provider) {

  /**
   * What it found, in words that all detectors share. A category that nobody has looked at yet
   * makes a verdict without technique and harm, and hides nothing else.
   *
   * @param category as the provider writes it
   * @param grade level, confidence or score as the provider writes it; null if it wrote none
   * @param handling what became of it
   * @param target what was judged
   */
  public Verdict verdict(String category, String grade, Handling handling, VerdictTarget target) {
    Meaning meaning =
        ProviderCategories.meaning(provider, category)
            .orElseGet(() -> new Meaning(null, null, provider.usualScale()));
    if (!meaning.scale().isJudgement(grade)) {
      return failed(target);
    }
    Grade graded = meaning.scale().grade(grade);
    return Verdict.newBuilder()
        .setDetector(name)
        .setTechnique(meaning.technique())
        .setHarm(meaning.harm() == null ? null : meaning.harm().harm())
        .setSeverity(graded.severity())
        .setScore(graded.score())
        .setVerdict(handling.verdict())
        .setAction(handling.action())
        .setTarget(target)
        .build();
  }

  /** That it could not judge, or that its judgement is not in the record. */
  public Verdict failed(VerdictTarget target) {
    return Verdict.newBuilder()
        .setDetector(name)
        .setTarget(target)
        .setState(SignalState.failed)
        .build();
  }
}
