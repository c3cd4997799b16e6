package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ScaledClockTest {

  private static final Instant WALL_START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant START = Instant.parse("2026-01-01T10:30:00Z");
  private static final int SCALE = 60;

  @Test
  void showsItsStartWhenTheRunBegins() {
    assertThat(after(Duration.ZERO).instant()).isEqualTo(START);
  }

  @Test
  void passesAsManyTimesFasterAsItWasTold() {
    ScaledClock clock = after(Duration.ofSeconds(1).plusMillis(500));

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(90));
    assertThat(clock.millis()).isEqualTo(START.plusSeconds(90).toEpochMilli());
  }

  @Test
  void runsBackFromItsStartBeforeTheRunBegins() {
    assertThat(after(Duration.ofSeconds(-4)).instant()).isEqualTo(START.minusSeconds(240));
  }

  @Test
  void wallTimeTellsWhenAMomentIsShown() {
    Duration elapsed = Duration.ofSeconds(17).plusMillis(3);

    assertThat(after(elapsed).wallTime(after(elapsed).instant()))
        .isEqualTo(WALL_START.plus(elapsed));
  }

  @Test
  void showsTheSameAfterTravellingToAWorker() throws IOException, ClassNotFoundException {
    ScaledClock clock = after(Duration.ofSeconds(5));

    assertThat(travelled(clock).instant()).isEqualTo(clock.instant());
  }

  @Test
  void staysInUtc() {
    ScaledClock clock = after(Duration.ZERO);

    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    assertThatThrownBy(() -> clock.withZone(ZoneId.of("Pacific/Auckland")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static ScaledClock after(Duration elapsed) {
    return new ScaledClock(
        Clock.fixed(WALL_START.plus(elapsed), ZoneOffset.UTC), WALL_START, START, SCALE);
  }

  private static Clock travelled(ScaledClock clock) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(clock);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Clock) in.readObject();
    }
  }
}
