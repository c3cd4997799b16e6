package dev.groundswell.local.recorded;

/** Why no event can be made of what was recorded. */
public final class UnusableEventException extends Exception {

  /**
   * @param message a sentence that names the field
   */
  UnusableEventException(String message) {
    // One a line of a large file: no stack trace is worth its cost.
    super(message, null, false, false);
  }
}
