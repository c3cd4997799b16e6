package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.time.Duration;
import java.time.InstantSource;

/** What an event must satisfy to be believed at all. */
final class EventValidator {

  private final InstantSource clock;
  private final Duration retention;
  private final Duration skew;

  /**
   * @param clock the job's clock
   * @param retention how far back event times are taken
   * @param skew how far ahead of the clock event times are taken
   */
  EventValidator(InstantSource clock, Duration retention, Duration skew) {
    this.clock = clock;
    this.retention = retention;
    this.skew = skew;
  }

  void validate(TelemetryEvent event) throws Refusal {
    requireIds(event);
    requireTime(event.getEventTime());
    requireNumbers(event);
    requireSizes(event);
    for (Verdict verdict : event.getVerdicts()) {
      between("verdict score", verdict.getScore(), 0, 1);
      between("verdict severity", verdict.getSeverity(), 0, 10);
    }
  }

  private static void requireIds(TelemetryEvent event) throws Refusal {
    if (event.getEventId().isBlank()) {
      throw new Refusal(DeadLetterReason.missing_id, "event.id is empty");
    }
    atMost("event.id", event.getEventId().length(), EventLimits.ID_LENGTH);
    if (event.getCallId() != null) {
      atMost("call.id", event.getCallId().length(), EventLimits.ID_LENGTH);
    }
  }

  private void requireTime(long time) throws Refusal {
    if (time <= 0) {
      throw new Refusal(
          DeadLetterReason.invalid_time, "event.time is not after 1970-01-01: " + time);
    }
    if (time < clock.millis() - retention.toMillis()) {
      throw new Refusal(
          DeadLetterReason.too_old, "event.time %d is older than %s".formatted(time, retention));
    }
    if (time > clock.millis() + skew.toMillis()) {
      throw new Refusal(
          DeadLetterReason.in_future, "event.time %d is more than %s ahead".formatted(time, skew));
    }
  }

  private static void requireNumbers(TelemetryEvent event) throws Refusal {
    notNegative("event.duration", event.getEventDuration());
    notNegative("client.asn", event.getClientAsn());
    notNegative("gen_ai.usage.input_tokens", event.getGenAiUsageInputTokens());
    notNegative("gen_ai.usage.output_tokens", event.getGenAiUsageOutputTokens());
    notNegative("gen_ai.usage.reasoning_tokens", event.getGenAiUsageReasoningTokens());
    notNegative("content.input.length", event.getContentInputLength());
    notNegative("content.output.length", event.getContentOutputLength());
    between("cost.usd", event.getCostUsd(), 0, 1e9);
    between("client.geo.lat", event.getClientGeoLat(), -90, 90);
    between("client.geo.lon", event.getClientGeoLon(), -180, 180);
  }

  private static void requireSizes(TelemetryEvent event) throws Refusal {
    atMost("verdicts", event.getVerdicts().size(), EventLimits.VERDICTS);
    atMost("labels", event.getLabels().size(), EventLimits.LABELS);
    atMost(
        "gen_ai.response.finish_reasons",
        event.getGenAiResponseFinishReasons().size(),
        EventLimits.LIST_ITEMS);
    atMost(
        "content.input.encodings", event.getContentInputEncodings().size(), EventLimits.LIST_ITEMS);
    atMost("content.input.secrets", event.getContentInputSecrets().size(), EventLimits.LIST_ITEMS);
  }

  private static void atMost(String what, int size, int limit) throws Refusal {
    if (size > limit) {
      throw new Refusal(
          DeadLetterReason.too_many_items, "%s: %d, at most %d".formatted(what, size, limit));
    }
  }

  private static void notNegative(String what, Long value) throws Refusal {
    if (value != null && value < 0) {
      throw new Refusal(DeadLetterReason.invalid_number, "%s is negative".formatted(what));
    }
  }

  private static void between(String what, Number value, double low, double high) throws Refusal {
    // Written so that NaN, which compares false with everything, is refused.
    if (value != null && !(value.doubleValue() >= low && value.doubleValue() <= high)) {
      throw new Refusal(
          DeadLetterReason.invalid_number,
          "%s is not between %s and %s".formatted(what, low, high));
    }
  }
}
