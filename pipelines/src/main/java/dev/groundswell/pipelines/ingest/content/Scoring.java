package dev.groundswell.pipelines.ingest.content;

import dev.groundswell.schemas.SignalState;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictTarget;
import java.util.List;

/** Asks a scorer, and takes no answer that the validator would refuse from a producer. */
final class Scoring {

  static final int MAX_VERDICTS = 16;

  private final ContentScorer scorer;

  Scoring(ContentScorer scorer) {
    this.scorer = scorer;
  }

  List<Verdict> verdicts(String text) {
    try {
      List<Verdict> verdicts = scorer.score(text);
      return isBelievable(verdicts) ? List.copyOf(verdicts) : failed();
    } catch (Exception | StackOverflowError e) {
      // The message may quote the text, so it goes nowhere; a deep text can exhaust any parser.
      return failed();
    }
  }

  private static boolean isBelievable(List<Verdict> verdicts) {
    return verdicts.size() <= MAX_VERDICTS
        && verdicts.stream()
            .allMatch(
                verdict ->
                    between(verdict.getScore(), 0, 1) && between(verdict.getSeverity(), 0, 10));
  }

  private static boolean between(Number value, double low, double high) {
    return value == null || (value.doubleValue() >= low && value.doubleValue() <= high);
  }

  private List<Verdict> failed() {
    return List.of(
        Verdict.newBuilder()
            .setDetector(scorer.detector())
            .setTarget(VerdictTarget.input)
            .setState(SignalState.failed)
            .build());
  }
}
