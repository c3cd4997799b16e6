package dev.groundswell.pipelines.ingest.verdict;

import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import java.util.Collection;

/** Verdicts that say that something is wrong, whatever the product did about it. */
public final class Objection {

  private Objection() {}

  /** Whether a verdict is one. Of a detector that tells no verdict, what was done tells it. */
  public static boolean isOne(Verdict verdict) {
    return switch (verdict.getVerdict()) {
      case deny, modify, warn, escalate -> true;
      case allow -> false;
      case unknown -> actsAgainst(verdict.getAction());
    };
  }

  private static boolean actsAgainst(VerdictAction action) {
    return switch (action) {
      case block, modify, escalate -> true;
      case allow, unknown -> false;
    };
  }

  /** Whether one is among them. */
  public static boolean anyOf(Collection<Verdict> verdicts) {
    return verdicts.stream().anyMatch(Objection::isOne);
  }
}
