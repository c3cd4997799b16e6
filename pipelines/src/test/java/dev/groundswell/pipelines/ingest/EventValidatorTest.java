package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EventValidatorTest {

  private final EventValidator validator =
      new EventValidator(
          Clock.fixed(Events.NOW, ZoneOffset.UTC), Duration.ofDays(7), Duration.ofSeconds(5));

  @Test
  void takesAnOrdinaryEvent() {
    assertThatCode(() -> validator.validate(Events.valid())).doesNotThrowAnyException();
  }

  @Test
  void refusesAnEventWithoutAnId() {
    assertRefused(event -> event.setEventId(" "), DeadLetterReason.missing_id);
  }

  @Test
  void refusesAnIdThatIsTooLong() {
    assertRefused(event -> event.setEventId("x".repeat(257)), DeadLetterReason.too_many_items);
    assertRefused(event -> event.setCallId("x".repeat(257)), DeadLetterReason.too_many_items);
    assertTaken(event -> event.setCallId("x".repeat(256)));
  }

  @Test
  void takesTimesUpToTheBoundsOnBothSides() {
    assertTaken(event -> event.setEventTime(at(Duration.ofDays(-7))));
    assertTaken(event -> event.setEventTime(at(Duration.ofSeconds(5))));
  }

  @Test
  void refusesTimesBeyondTheBounds() {
    assertRefused(
        event -> event.setEventTime(at(Duration.ofDays(-7)) - 1), DeadLetterReason.too_old);
    assertRefused(
        event -> event.setEventTime(at(Duration.ofSeconds(5)) + 1), DeadLetterReason.in_future);
    assertRefused(event -> event.setEventTime(0), DeadLetterReason.invalid_time);
  }

  @Test
  @Tag("S6")
  void refusesTheYearThreeThousand() {
    long year3000 = Instant.parse("3000-01-01T00:00:00Z").toEpochMilli();
    assertRefused(event -> event.setEventTime(year3000), DeadLetterReason.in_future);
  }

  @Test
  @Tag("B7")
  void refusesNumbersThatCannotBe() {
    assertRefused(event -> event.setCostUsd(Double.NaN), DeadLetterReason.invalid_number);
    assertRefused(
        event -> event.setCostUsd(Double.POSITIVE_INFINITY), DeadLetterReason.invalid_number);
    assertRefused(event -> event.setGenAiUsageInputTokens(-1L), DeadLetterReason.invalid_number);
    assertRefused(event -> event.setClientGeoLat(90.1), DeadLetterReason.invalid_number);
    assertRefused(
        event -> event.setVerdicts(List.of(Events.verdict().setScore(1.5).build())),
        DeadLetterReason.invalid_number);
    assertRefused(
        event -> event.setVerdicts(List.of(Events.verdict().setSeverity(11).build())),
        DeadLetterReason.invalid_number);
  }

  @Test
  @Tag("B5")
  void refusesMoreItemsThanAnyProducerSends() {
    Verdict verdict = Events.verdict().build();
    assertRefused(
        event -> event.setVerdicts(Collections.nCopies(65, verdict)),
        DeadLetterReason.too_many_items);
    Map<String, String> labels =
        IntStream.range(0, 33).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    assertRefused(event -> event.setLabels(labels), DeadLetterReason.too_many_items);
  }

  private void assertTaken(Consumer<TelemetryEvent> change) {
    TelemetryEvent event = Events.valid();
    change.accept(event);
    assertThatCode(() -> validator.validate(event)).doesNotThrowAnyException();
  }

  private void assertRefused(Consumer<TelemetryEvent> change, DeadLetterReason reason) {
    TelemetryEvent event = Events.valid();
    change.accept(event);
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> validator.validate(event));
    assertThat(refusal.reason()).isEqualTo(reason);
  }

  private static long at(Duration offset) {
    return Events.NOW.plus(offset).toEpochMilli();
  }
}
