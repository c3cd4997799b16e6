package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.SignalState;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictTarget;
import dev.groundswell.schemas.VerdictValue;
import java.util.SplittableRandom;

/**
 * What our own detectors say, and those of the providers. Techniques are MITRE ATLAS ids, harms
 * MLCommons AILuminate names.
 */
final class Verdicts {

  /** A technique against a target, with how often it is seen at the start of a run. */
  private record Cell(String technique, String harm, VerdictTarget target, double weight) {}

  private static final Cell[] CELLS = {
    new Cell("AML.T0054", "violent_crimes", VerdictTarget.input, 5),
    new Cell("AML.T0054", "hate", VerdictTarget.input, 4),
    new Cell("AML.T0051.000", "non_violent_crimes", VerdictTarget.input, 4),
    new Cell("AML.T0056", "intellectual_property", VerdictTarget.output, 2),
    new Cell("AML.T0057", "privacy", VerdictTarget.output, 2),
    new Cell("AML.T0068", "indiscriminate_weapons", VerdictTarget.input, 2),
    new Cell("AML.T0053", "privacy", VerdictTarget.tool_call, 1),
    new Cell("AML.T0088", "sexual_content", VerdictTarget.output, 1)
  };
  private static final double TOTAL_WEIGHT = 21;

  /** Indirect prompt injection through retrieved documents grows in every run. */
  private static final Cell GROWING =
      new Cell("AML.T0051.001", "privacy", VerdictTarget.retrieval, 1);

  private static final double GROWTH = 12;

  /** Instructions in what an agent read. */
  private static final Cell INSTRUCTIONS =
      new Cell("AML.T0051.001", null, VerdictTarget.retrieval, 1);

  private Verdicts() {}

  /**
   * A verdict of low severity on a call that was allowed.
   *
   * @param progress how much of the run is over, 0 to 1
   */
  static Verdict low(Producer producer, double progress, SplittableRandom random) {
    if (producer != Producer.CANONICAL) {
      return ProviderVerdicts.low(producer, random);
    }
    double growing = GROWING.weight() * (1 + GROWTH * progress * progress);
    double draw = random.nextDouble() * (TOTAL_WEIGHT + growing);
    Cell cell = GROWING;
    double upTo = growing;
    for (int i = 0; i < CELLS.length && draw >= upTo; i++) {
      cell = CELLS[i];
      upTo += cell.weight();
    }
    boolean warn = random.nextInt(3) > 0;
    return low(cell, warn ? VerdictValue.warn : VerdictValue.allow, random);
  }

  /** The objection of a detector to a call that was answered all the same. */
  static Verdict objection(Producer producer, SplittableRandom random) {
    return producer == Producer.CANONICAL
        ? low(CELLS[random.nextInt(3)], VerdictValue.warn, random)
        : ProviderVerdicts.low(producer, random);
  }

  /** The verdict behind a block. */
  static Verdict denied(Producer producer, SplittableRandom random) {
    return producer == Producer.CANONICAL
        ? high(CELLS[random.nextInt(3)], VerdictAction.block, random)
        : ProviderVerdicts.denied(producer, random);
  }

  /** The verdict behind a block because of that harm. */
  static Verdict denied(Producer producer, String harm, SplittableRandom random) {
    return producer == Producer.CANONICAL
        ? high(ofHarm(harm), VerdictAction.block, random)
        : ProviderVerdicts.denied(producer, harm, random);
  }

  /** What a detector of ours finds in an answer that nobody held back. */
  static Verdict missed(String harm, SplittableRandom random) {
    return high(ofHarm(harm), VerdictAction.allow, random);
  }

  /** That there are instructions in what an agent read, from which nobody kept it. */
  static Verdict instructions(SplittableRandom random) {
    return high(INSTRUCTIONS, VerdictAction.allow, random);
  }

  /** A warning about a call that was let through. */
  static Verdict warning(Abuse abuse, SplittableRandom random) {
    return low(of(abuse), VerdictValue.warn, random);
  }

  /** What a judge finds in a call that is over. */
  static Verdict found(Abuse abuse, SplittableRandom random) {
    return high(of(abuse), VerdictAction.allow, random);
  }

  private static Cell of(Abuse abuse) {
    return new Cell(abuse.technique(), abuse.harm(), VerdictTarget.input, 1);
  }

  private static Cell ofHarm(String harm) {
    return new Cell(null, harm, VerdictTarget.input, 1);
  }

  private static Verdict low(Cell cell, VerdictValue value, SplittableRandom random) {
    int severity = 1 + random.nextInt(3);
    double score = 0.2 + 0.4 * random.nextDouble();
    return verdict(cell, "content_filter", severity, score, value, VerdictAction.allow);
  }

  private static Verdict high(Cell cell, VerdictAction action, SplittableRandom random) {
    int severity = 5 + random.nextInt(4);
    double score = 0.8 + 0.19 * random.nextDouble();
    return verdict(cell, "prompt_shield", severity, score, VerdictValue.deny, action);
  }

  private static Verdict verdict(
      Cell cell,
      String detector,
      int severity,
      double score,
      VerdictValue value,
      VerdictAction action) {
    Verdict verdict = new Verdict();
    verdict.setDetector(detector);
    verdict.setTechnique(cell.technique());
    verdict.setHarm(cell.harm());
    verdict.setSeverity(severity);
    verdict.setScore(score);
    verdict.setVerdict(value);
    verdict.setAction(action);
    verdict.setTarget(cell.target());
    verdict.setState(SignalState.present);
    return verdict;
  }
}
