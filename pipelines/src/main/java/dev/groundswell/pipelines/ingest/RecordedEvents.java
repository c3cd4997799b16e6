package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import dev.groundswell.schemas.TelemetryFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Makes recorded events what they were when they left ingest. Pseudonyms and features are in them
 * already, and would be other ones if they were made again; what a person who writes an event down
 * leaves to ingest is derived.
 */
public final class RecordedEvents {

  /** Recordings are old: their times are not held against any clock. */
  private static final Duration ANY_TIME = Duration.ofDays(365_000);

  private static final String SAFETY = "safety.";
  private static final List<TelemetryField> DERIVED =
      TelemetryFields.all().stream().filter(field -> field.name().startsWith(SAFETY)).toList();

  private final EventValidator validator =
      new EventValidator(() -> Instant.EPOCH.plus(ANY_TIME), ANY_TIME, Duration.ZERO);

  /**
   * Completes an event in place.
   *
   * @return why ingest would have refused it; empty if it would not
   */
  public Optional<String> complete(TelemetryEvent event) {
    try {
      validator.validate(event);
    } catch (Refusal refusal) {
      return Optional.of(refusal.getMessage());
    }
    for (TelemetryField identity : TelemetryFields.pseudonyms()) {
      if (identity.value(event) instanceof String text && text.isBlank()) {
        event.put(identity.position(), null);
      }
    }
    if (event.getClientSubnet() == null && event.getClientAddress() != null) {
      ClientAddress.parse(event.getClientAddress())
          .ifPresent(address -> event.setClientSubnet(address.subnet()));
    }
    EventNormalizer.cutStrings(event);
    deriveSafety(event);
    return Optional.empty();
  }

  /** What is recorded counts, even if the verdicts behind it are not. */
  private static void deriveSafety(TelemetryEvent event) {
    TelemetryEvent derived = new TelemetryEvent();
    derived.setEventOutcome(event.getEventOutcome());
    derived.setVerdicts(event.getVerdicts());
    EventNormalizer.deriveSafety(derived);
    for (TelemetryField field : DERIVED) {
      if (isAbsent(field.value(event))) {
        event.put(field.position(), field.value(derived));
      }
    }
    event.setSafetyBlocked(event.getSafetyBlocked() || derived.getSafetyBlocked());
  }

  private static boolean isAbsent(Object value) {
    return value == null || (value instanceof Collection<?> values && values.isEmpty());
  }
}
