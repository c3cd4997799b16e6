package dev.groundswell.schemas;

/** Bytes that are no record, and why. The message never quotes them. */
public final class UnreadableRecordException extends Exception {

  private final DeadLetterReason reason;

  UnreadableRecordException(DeadLetterReason reason, String message) {
    // Whoever floods a topic with garbage is not to be paid with stack traces.
    super(message, null, false, false);
    this.reason = reason;
  }

  /** {@code undecodable} or {@code unknown_schema}. */
  public DeadLetterReason reason() {
    return reason;
  }
}
