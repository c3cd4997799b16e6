package dev.groundswell.pipelines.ingest.format;

import dev.groundswell.schemas.DeadLetterReason;

/** What ingest does not take, and why. Its detail never quotes what was refused. */
public final class Refusal extends Exception {

  private final transient DeadLetterReason reason;

  /**
   * @param reason one of the closed set
   * @param detail a sentence for the operator, without content
   */
  public Refusal(DeadLetterReason reason, String detail) {
    // Refusals are ordinary outcomes of hostile input: no stack trace is worth its cost.
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** Why, in the words of dead letters. */
  public DeadLetterReason reason() {
    return reason;
  }
}
