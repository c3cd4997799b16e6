package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.local.simulator.wire.WireFormat;
import dev.groundswell.pipelines.ingest.IngestTrial;
import dev.groundswell.pipelines.ingest.PseudonymKey;
import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.avro.SystemLimitException;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.MissingSchemaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DamageTest {

  private static final RequestTrace TRACE = RequestTrace.load();
  private static final Seeded SEEDED = new Seeded(1);
  private static final Population POPULATION = new Population(SEEDED, 2_000);

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
    assertThat(yearOf(decode(Damage.YEAR_2200))).isEqualTo(2200);
    assertThat(yearOf(decode(Damage.YEAR_1970))).isEqualTo(1970);
  }

  @ParameterizedTest
  @EnumSource(names = "CANONICAL", mode = EnumSource.Mode.EXCLUDE)
  void whatIsCutOffOrHasNoIdIsRefusedInEveryFormat(Producer producer) {
    for (Damage damage : List.of(Damage.TRUNCATED, Damage.EMPTY_ID)) {
      for (int i = 0; i < 200; i++) {
        TelemetryEvent event = event(producer);
        IngestTrial.Outcome outcome =
            trial(producer.format(event)).read("topic", damage.apply(producer, event, random));

        assertThat(outcome.items()).isPositive();
        assertThat(outcome.deadLetters()).as("%s", damage).hasSize(outcome.items());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachProducerBreaksWhatItsFormatsCanSuffer(Producer producer) {
    Set<Damage> drawn = EnumSet.noneOf(Damage.class);
    for (int i = 0; i < 1_000; i++) {
      drawn.add(Damage.draw(producer, random));
    }
    assertThat(drawn)
        .containsExactlyElementsOf(
            producer == Producer.CANONICAL
                ? EnumSet.allOf(Damage.class)
                : EnumSet.of(
                    Damage.TRUNCATED, Damage.EMPTY_ID, Damage.YEAR_2200, Damage.YEAR_1970));
  }

  @Test
  void anOversizedRecordExceedsAMebibyte() {
    assertThat(Damage.oversize(event())).hasSizeGreaterThan(1 << 20);
  }

  private TelemetryEvent decode(Damage damage) throws IOException {
    return TelemetryEvent.getDecoder().decode(damage.apply(Producer.CANONICAL, event(), random));
  }

  private static IngestTrial trial(WireFormat format) {
    return new IngestTrial(
        Format.of(format.wireName()).orElseThrow(),
        1 << 20,
        new PseudonymKey("k", new byte[16]),
        new ContentReader.Wishes(ContentScorer.NONE, false));
  }

  private static int yearOf(TelemetryEvent event) {
    return Instant.ofEpochMilli(event.getEventTime()).atOffset(ZoneOffset.UTC).getYear();
  }

  private static TelemetryEvent event() {
    return event(Producer.CANONICAL);
  }

  private static TelemetryEvent event(Producer producer) {
    Actor actor = new Cast(SEEDED, POPULATION).user(producer);
    TelemetryEvent event = Activity.answered(actor, Product.CHAT, TRACE.request(3), "hello");
    event.setEventId("e1");
    event.setEventTime(SimulatedRun.START.toEpochMilli());
    return event;
  }
}
