package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.schemas.EventOutcome;
import java.util.regex.Pattern;

/** What the status of a call says of how it ended. */
final class HttpStatus {

  static final String BAD_REQUEST = "400";

  private static final Pattern CODE = Pattern.compile("[1-5]\\d\\d");

  private HttpStatus() {}

  /** Whether an outcome is one that has a class of error. */
  static boolean isError(EventOutcome outcome) {
    return outcome == EventOutcome.failed || outcome == EventOutcome.throttled;
  }

  /**
   * How a call ended that has that status code; unknown if it has none, as where a client went
   * away.
   *
   * @param code as text: one log has numbers, the other texts
   */
  static EventOutcome outcome(String code) {
    if (code == null || !CODE.matcher(code).matches()) {
      return EventOutcome.unknown;
    }
    if (code.equals("429")) {
      return EventOutcome.throttled;
    }
    return code.charAt(0) >= '4' ? EventOutcome.failed : EventOutcome.success;
  }
}
