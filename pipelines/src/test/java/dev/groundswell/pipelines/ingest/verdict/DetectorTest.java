package dev.groundswell.pipelines.ingest.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.SignalState;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictTarget;
import dev.groundswell.schemas.VerdictValue;
import org.junit.jupiter.api.Test;

class DetectorTest {

  private final Detector filter = new Detector("azure.content_filter", Provider.AZURE);
  private final Detector cloudflare = new Detector("cloudflare.ai_security", Provider.CLOUDFLARE);

  @Test
  void saysWhatWasFoundHowBadItIsAndWhatBecameOfIt() {
    assertThat(filter.verdict("violence", "medium", Handling.BLOCKED, VerdictTarget.output))
        .isEqualTo(
            Verdict.newBuilder()
                .setDetector("azure.content_filter")
                .setHarm("violent_crimes")
                .setSeverity(6)
                .setVerdict(VerdictValue.deny)
                .setAction(VerdictAction.block)
                .setTarget(VerdictTarget.output)
                .build());
  }

  @Test
  void aLowScoreOfCloudflareIsASureInjection() {
    Verdict verdict =
        cloudflare.verdict("prompt_injection", "1", Handling.LET_THROUGH, VerdictTarget.input);
    assertThat(verdict.getTechnique()).isEqualTo("AML.T0051");
    assertThat(verdict.getSeverity()).isNull();
    assertThat(verdict.getScore()).isEqualTo(1);
    assertThat(verdict.getVerdict()).isEqualTo(VerdictValue.warn);
    assertThat(verdict.getAction()).isEqualTo(VerdictAction.allow);
  }

  @Test
  void whatCloudflareDidNotScoreIsASignalThatFailed() {
    Verdict verdict =
        cloudflare.verdict("prompt_injection", "100", Handling.LET_THROUGH, VerdictTarget.input);
    assertThat(verdict).isEqualTo(cloudflare.failed(VerdictTarget.input));
    assertThat(verdict.getState()).isEqualTo(SignalState.failed);
    assertThat(verdict.getVerdict()).isEqualTo(VerdictValue.unknown);
  }

  @Test
  void aCategoryThatNobodyHasLookedAtIsAVerdictAllTheSame() {
    Verdict verdict = filter.verdict("terrorism", "high", Handling.BLOCKED, VerdictTarget.input);
    assertThat(verdict.getDetector()).isEqualTo("azure.content_filter");
    assertThat(verdict.getTechnique()).isNull();
    assertThat(verdict.getHarm()).isNull();
    assertThat(verdict.getSeverity()).isEqualTo(9);
    assertThat(verdict.getVerdict()).isEqualTo(VerdictValue.deny);
    assertThat(verdict.getState()).isEqualTo(SignalState.present);
    assertThat(filter.verdict(null, null, Handling.BLOCKED, VerdictTarget.input).getAction())
        .isEqualTo(VerdictAction.block);
  }

  @Test
  void aGradeThatCannotBeReadHidesNoFinding() {
    Verdict verdict = filter.verdict("hate", "enormous", Handling.BLOCKED, VerdictTarget.input);
    assertThat(verdict.getHarm()).isEqualTo("hate");
    assertThat(verdict.getSeverity()).isNull();
  }

  @Test
  void everyHandlingSaysWhatWasAdvisedAndWhatWasDone() {
    assertThat(Handling.values())
        .extracting(handling -> handling + ": " + verdictAndAction(handling))
        .containsExactly(
            "BLOCKED: deny, block",
            "MASKED: modify, modify",
            "LET_THROUGH: warn, allow",
            "REPORTED: warn, unknown");
  }

  private String verdictAndAction(Handling handling) {
    Verdict verdict = filter.verdict("hate", "low", handling, VerdictTarget.input);
    return verdict.getVerdict() + ", " + verdict.getAction();
  }
}
