package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.schemas.EventOutcome;

/** What the status of a call says of how it ended. */
final class HttpStatus {

  static final String BAD_REQUEST = "400";

  private HttpStatus() {}

  /**
   * How a call ended that has that status code; unknown if it has none.
   *
   * @param code as text: one log has numbers, the other texts
   */
  static EventOutcome outcome(String code) {
    if (code == null) {
      return EventOutcome.unknown;
    }
    if (code.equals("429")) {
      return EventOutcome.throttled;
    }
    return code.startsWith("2") || code.startsWith("3")
        ? EventOutcome.success
        : EventOutcome.failed;
  }
}
