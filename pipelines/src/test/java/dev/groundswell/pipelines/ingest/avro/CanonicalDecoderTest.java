package dev.groundswell.pipelines.ingest.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.groundswell.pipelines.ingest.format.ReadItems;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.SchemaVersions;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.testkit.EarlierProducer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalDecoderTest {

  private static final int HEADER_BYTES = 10;

  private final CanonicalDecoder decoder = new CanonicalDecoder();
  private final byte[] record = encoded(event());

  static Stream<Named<byte[]>> records() {
    Stream<Schema> versions =
        Stream.concat(
            Stream.of(TelemetryEvent.getClassSchema()),
            SchemaVersions.earlier(TelemetryEvent.class).stream());
    return versions.map(
        version ->
            Named.of(
                "%016x".formatted(SchemaNormalization.parsingFingerprint64(version)),
                EarlierProducer.write(event(), version)));
  }

  @Test
  void readsWhatTheEncoderWrote() throws Refusal {
    assertThat(decoded(record)).isEqualTo(event());
  }

  @Test
  @Tag("U3")
  void readsAnEventFromBeforeVerdictsNamedCallsWhole() throws Refusal {
    Schema earlier =
        SchemaVersions.earlier(TelemetryEvent.class).stream()
            .filter(version -> version.getField("call_id") == null)
            .findFirst()
            .orElseThrow();
    TelemetryEvent late = event();
    late.setCallId("e0");

    assertThat(decoded(EarlierProducer.write(late, earlier)))
        .isEqualTo(event())
        .returns(null, TelemetryEvent::getCallId);
  }

  @Test
  void refusesAnEmptyRecord() {
    assertThat(reason(new byte[0])).isEqualTo(DeadLetterReason.undecodable);
  }

  @Test
  void refusesASchemaThatWasNeverReleased() {
    byte[] foreign = record.clone();
    foreign[5] ^= 1;
    assertThat(reason(foreign)).isEqualTo(DeadLetterReason.unknown_schema);
  }

  @ParameterizedTest
  @MethodSource("records")
  @Tag("B3")
  void refusesAStringThatClaimsTwoGigabytesInFiveBytes(byte[] record) throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(record, 0, HEADER_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bomb, null);
    encoder.writeLong(Integer.MAX_VALUE - 16);
    assertThat(bomb.size()).isEqualTo(HEADER_BYTES + 5);
    assertThat(reason(bomb.toByteArray())).isEqualTo(DeadLetterReason.undecodable);
  }

  @ParameterizedTest
  @MethodSource("records")
  @Tag("B3")
  void noCountAtAnyPositionThrows(byte[] record) throws Exception {
    long[] counts = {
      Integer.MAX_VALUE - 8L, Integer.MAX_VALUE, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE, -1, -64
    };
    for (int at = HEADER_BYTES; at < record.length; at++) {
      for (long count : counts) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(record, 0, at);
        EncoderFactory.get().directBinaryEncoder(spliced, null).writeLong(count);
        spliced.write(record, at, record.length - at);
        decodeOrRefuse(spliced.toByteArray());
      }
    }
  }

  @Test
  void refusesARecordWithSomethingBehindIt() {
    assertThat(reason(Arrays.copyOf(record, record.length + 1)))
        .isEqualTo(DeadLetterReason.undecodable);
  }

  @ParameterizedTest
  @MethodSource("records")
  @Tag("B1")
  void everyTruncationIsRefused(byte[] record) {
    for (int length = 0; length < record.length; length++) {
      assertThat(reason(Arrays.copyOf(record, length))).as("cut at %d", length).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  @Tag("B1")
  void everyFlippedByteIsReadOrRefusedAndNeverThrows(byte[] record) {
    for (int at = 0; at < record.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] flipped = record.clone();
        flipped[at] = (byte) value;
        decodeOrRefuse(flipped);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  @Tag("B2")
  void randomEndsOfAValidRecordAreReadOrRefusedAndNeverThrow(byte[] record) {
    Random random = new Random(20260102);
    for (int i = 0; i < 100_000; i++) {
      byte[] fuzzed = record.clone();
      for (int at = HEADER_BYTES + random.nextInt(fuzzed.length - HEADER_BYTES);
          at < fuzzed.length;
          at++) {
        fuzzed[at] = (byte) random.nextInt();
      }
      decodeOrRefuse(fuzzed);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  @Tag("B2")
  void randomBytesBehindAValidHeaderAreReadOrRefusedAndNeverThrow(byte[] record) {
    Random random = new Random(20260101);
    for (int i = 0; i < 100_000; i++) {
      byte[] fuzzed = Arrays.copyOf(record, HEADER_BYTES + random.nextInt(200));
      for (int at = HEADER_BYTES; at < fuzzed.length; at++) {
        fuzzed[at] = (byte) random.nextInt();
      }
      decodeOrRefuse(fuzzed);
    }
  }

  @Test
  void aRefusalNeverQuotesTheRecord() {
    byte[] text =
        "{\"user\": \"alice@example.org\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> decoded(text));
    assertThat(refusal).hasMessageNotContaining("alice");
  }

  private TelemetryEvent decodeOrRefuse(byte[] bytes) {
    try {
      return decoded(bytes);
    } catch (Refusal refusal) {
      assertThat(refusal.reason()).isNotNull();
      return null;
    }
  }

  private DeadLetterReason reason(byte[] bytes) {
    return catchThrowableOfType(Refusal.class, () -> decoded(bytes)).reason();
  }

  private TelemetryEvent decoded(byte[] bytes) throws Refusal {
    ReadItems items = new ReadItems();
    decoder.decode(bytes, items);
    assertThat(items.refusals()).isEmpty();
    assertThat(items.ignoredItems()).isZero();
    assertThat(items.events()).hasSize(1);
    return items.events().get(0);
  }

  private static TelemetryEvent event() {
    return TelemetryEvent.newBuilder()
        .setEventId("e1")
        .setEventTime(1_767_268_800_000L)
        .setEventCategory(EventCategory.inference)
        .setEventOutcome(EventOutcome.success)
        .setUserId("alice@example.org")
        .setContentInputText("Tell me a story")
        .setLabels(Map.of("team", "red"))
        .build();
  }

  private static byte[] encoded(TelemetryEvent event) {
    try {
      ByteBuffer buffer = TelemetryEvent.getEncoder().encode(event);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
