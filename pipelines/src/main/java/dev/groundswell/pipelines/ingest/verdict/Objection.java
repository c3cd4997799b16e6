package dev.groundswell.pipelines.ingest.verdict;

import dev.groundswell.schemas.Verdict;
import java.util.Collection;

/** Verdicts that say that something is wrong, whatever the product did about it. */
public final class Objection {

  private Objection() {}

  /** Whether a verdict is one. */
  public static boolean isOne(Verdict verdict) {
    return switch (verdict.getVerdict()) {
      case deny, modify, warn, escalate -> true;
      case allow, unknown -> false;
    };
  }

  /** Whether one is among them. */
  public static boolean anyOf(Collection<Verdict> verdicts) {
    return verdicts.stream().anyMatch(Objection::isOne);
  }
}
