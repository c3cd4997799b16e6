package dev.groundswell.pipelines.ingest.verdict;

import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictValue;

/** What became of something that a detector found. */
public enum Handling {
  /** It was kept back. */
  BLOCKED(VerdictValue.deny, VerdictAction.block),
  /** It was replaced or masked. */
  MASKED(VerdictValue.modify, VerdictAction.modify),
  /** It was let through. */
  LET_THROUGH(VerdictValue.warn, VerdictAction.allow),
  /** What the product did about it is not known where it was found. */
  REPORTED(VerdictValue.warn, VerdictAction.unknown);

  private final VerdictValue verdict;
  private final VerdictAction action;

  Handling(VerdictValue verdict, VerdictAction action) {
    this.verdict = verdict;
    this.action = action;
  }

  VerdictValue verdict() {
    return verdict;
  }

  VerdictAction action() {
    return action;
  }
}
