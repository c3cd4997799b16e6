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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SentClockTest {

  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(28));

  private final SentTime time = SentTime.begin("run", START);
  private final SentClock clock = new SentClock("run");

  @AfterEach
  void close() {
    time.close();
  }

  @Test
  void standsStillUntilEverythingBeforeAMomentIsThere() {
    assertThat(clock.instant()).isEqualTo(START);
    time.reached(START.plusSeconds(3_600));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(3_600));
  }

  @Test
  void copiesOnWorkersShowTheSame() throws IOException, ClassNotFoundException {
    Clock copy = travelled(clock);
    time.reached(END);
    assertThat(copy.millis()).isEqualTo(END.toEpochMilli());
  }

  @Test
  void aClockOfAnotherRunShowsAnotherTime() {
    try (SentTime ofAnother = SentTime.begin("another", END)) {
      assertThat(new SentClock("another").millis())
          .isEqualTo(ofAnother.millis())
          .isEqualTo(END.toEpochMilli());
    }
    assertThat(clock.instant()).isEqualTo(START);
  }

  @Test
  void followsTheLiveClockAfterTheHistory() {
    time.reached(END);
    time.live(at(END.plusSeconds(90)), () -> Long.MAX_VALUE);
    assertThat(clock.instant()).isEqualTo(END.plusSeconds(90));
  }

  @Test
  void neverGoesBackWhereTheLiveClockHasNotBegun() {
    time.reached(END);
    time.live(at(END.minusSeconds(90)), () -> Long.MAX_VALUE);
    assertThat(clock.instant()).isEqualTo(END);
  }

  @Test
  void neverPassesWhatIsStillToBeSent() {
    AtomicLong earliest = new AtomicLong(END.plusSeconds(20).toEpochMilli());
    time.reached(END);
    time.live(at(END.plusSeconds(90)), earliest::get);
    assertThat(clock.instant()).isEqualTo(END.plusSeconds(20));

    earliest.set(END.plusSeconds(100).toEpochMilli());
    assertThat(clock.instant()).isEqualTo(END.plusSeconds(90));
  }

  @Test
  void aRunThatIsNotInThisProcessIsAnError() {
    assertThatThrownBy(new SentClock("elsewhere")::millis)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("elsewhere");
    assertThatThrownBy(() -> SentTime.begin("run", START))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run");
  }

  @Test
  void staysInUtc() {
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    assertThatThrownBy(() -> clock.withZone(ZoneId.of("Pacific/Auckland")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static Clock at(Instant moment) {
    return Clock.fixed(moment, ZoneOffset.UTC);
  }

  private static Clock travelled(Clock clock) throws IOException, ClassNotFoundException {
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
