package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.DeadLetterReason;

/** An item that ingest does not take, and why. Its detail never quotes the item. */
final class Refusal extends Exception {

  private final transient DeadLetterReason reason;

  Refusal(DeadLetterReason reason, String detail) {
    // Refusals are ordinary outcomes of hostile input: no stack trace is worth its cost.
    super(detail, null, false, false);
    this.reason = reason;
  }

  DeadLetterReason reason() {
    return reason;
  }
}
