package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.schemas.EventOutcome;
import java.util.Set;

/** What an error code of AWS means; most services spell theirs in their own way. */
final class AwsError {

  private static final Set<String> THROTTLED =
      Set.of(
          "ThrottlingException",
          "Throttling",
          "ThrottledException",
          "RequestThrottled",
          "RequestThrottledException",
          "RequestLimitExceeded",
          "TooManyRequestsException",
          "ServiceQuotaExceededException",
          "SlowDown");

  private AwsError() {}

  /** The class of the error, without whose fault it was: {@code Client.} or {@code Server.}. */
  static String type(String errorCode) {
    if (errorCode == null) {
      return null;
    }
    return errorCode.startsWith("Client.") || errorCode.startsWith("Server.")
        ? errorCode.substring("Client.".length())
        : errorCode;
  }

  /** How a call ended that has that class of error, or none. */
  static EventOutcome outcome(String errorType) {
    if (errorType == null) {
      return EventOutcome.success;
    }
    return THROTTLED.contains(errorType) ? EventOutcome.throttled : EventOutcome.failed;
  }
}
