package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.apache.avro.SystemLimitException;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.MissingSchemaException;
import org.junit.jupiter.api.Test;

class DamageTest {

  private static final RequestTrace TRACE = RequestTrace.load();

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void garbageHasNoHeader() {
    for (int i = 0; i < 200; i++) {
      assertThatThrownBy(() -> decode(Damage.GARBAGE)).isInstanceOf(BadHeaderException.class);
    }
  }

  @Test
  void aTruncatedRecordNeverDecodes() {
    for (int i = 0; i < 200; i++) {
      assertThatThrownBy(() -> decode(Damage.TRUNCATED)).isInstanceOf(Exception.class);
    }
  }

  @Test
  void anUnknownFingerprintNamesNoSchema() {
    for (int i = 0; i < 200; i++) {
      assertThatThrownBy(() -> decode(Damage.UNKNOWN_SCHEMA))
          .isInstanceOf(MissingSchemaException.class);
    }
  }

  @Test
  void aLengthBombOfAFewBytesAsksForGigabytes() {
    byte[] bomb = Damage.LENGTH_BOMB.apply(Producer.CANONICAL, event(), random);

    assertThat(bomb).hasSize(15);
    assertThatThrownBy(() -> TelemetryEvent.getDecoder().decode(bomb))
        .isInstanceOf(SystemLimitException.class)
        .hasMessageContaining("2147483639");
  }

  @Test
  void valuesThatNoReaderShouldAcceptStillDecode() throws IOException {
    assertThat(decode(Damage.NAN_SCORE).getVerdicts().get(0).getScore()).isNaN();
    assertThat(decode(Damage.NEGATIVE_TOKENS).getGenAiUsageInputTokens()).isNegative();
    assertThat(decode(Damage.EMPTY_ID).getEventId()).isEmpty();
    assertThat(yearOf(decode(Damage.YEAR_3000))).isEqualTo(3000);
    assertThat(yearOf(decode(Damage.YEAR_1970))).isEqualTo(1970);
  }

  @Test
  void anOversizedRecordExceedsAMebibyte() {
    assertThat(Damage.oversize(event())).hasSizeGreaterThan(1 << 20);
  }

  private TelemetryEvent decode(Damage damage) throws IOException {
    return TelemetryEvent.getDecoder().decode(damage.apply(Producer.CANONICAL, event(), random));
  }

  private static int yearOf(TelemetryEvent event) {
    return Instant.ofEpochMilli(event.getEventTime()).atOffset(ZoneOffset.UTC).getYear();
  }

  private static TelemetryEvent event() {
    Population population = new Population(new Seeded(1), 2_000);
    int[] users = {17};
    Actor actor =
        population.actor(
            population.firstOf(() -> users[0]++, producer -> producer == Producer.CANONICAL));
    TelemetryEvent event = Activity.answered(actor, Product.CHAT, TRACE.request(3), "hello");
    event.setEventId("e1");
    event.setEventTime(SimulatedRun.START.toEpochMilli());
    return event;
  }
}
