package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import java.time.Duration;
import java.time.Instant;

/**
 * When a call ended and how long it took.
 *
 * @param end milliseconds since 1970-01-01 UTC
 * @param duration milliseconds; null if the record tells none that can be believed
 */
record CallTimes(long end, Long duration) {

  /** Azure's own limit of a call is minutes; {@code durationMs} has been seen negative. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final long TICKS_PER_MILLI = 10_000;
  private static final long MILLIS_TO_1970 = -Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

  /**
   * Of the gateway: {@code time} is when it began with a call, and {@code durationMs}, a
   * workspace's {@code TotalTime}, how long it took until the answer was sent (API Management,
   * "Reference: API Management resource log schema").
   */
  static CallTimes ofGateway(AzureRecord log) throws Refusal {
    JsonFields fields = log.fields();
    Long told =
        fields.wholeNumber(fields.at("durationms").isPresent() ? "durationms" : "totaltime");
    Long duration = believed(told);
    return new CallTimes(log.time() + (duration == null ? 0 : duration), duration);
  }

  /**
   * Of the model's service: {@code responseTime}, in ticks of 100 ns since the year 1, is when the
   * answer was sent. What {@code time} is, is not documented; it was seen seconds later.
   */
  static CallTimes ofService(AzureRecord log) throws Refusal {
    long logged = log.time();
    Long requested = millis(log.fields().wholeNumber("requesttime"));
    Long responded = millis(log.fields().wholeNumber("responsetime"));
    if (responded == null || Math.abs(logged - responded) > LONGEST.toMillis()) {
      return new CallTimes(logged, believed(log.fields().wholeNumber("durationms")));
    }
    return new CallTimes(responded, requested == null ? null : believed(responded - requested));
  }

  private static Long millis(Long ticks) {
    return ticks == null || ticks <= 0 ? null : ticks / TICKS_PER_MILLI - MILLIS_TO_1970;
  }

  private static Long believed(Long duration) {
    return duration == null || duration < 0 || duration > LONGEST.toMillis() ? null : duration;
  }
}
