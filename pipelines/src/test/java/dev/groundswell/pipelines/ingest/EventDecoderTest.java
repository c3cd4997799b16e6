package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EventDecoderTest {

  private static final int HEADER_BYTES = 10;

  private final EventDecoder decoder = new EventDecoder(1 << 20);
  private final byte[] record = Events.encoded(Events.valid());

  @Test
  void readsWhatTheEncoderWrote() throws Refusal {
    assertThat(decoder.decode(record)).isEqualTo(Events.valid());
  }

  @Test
  void refusesAnOversizedRecordWithoutDecodingIt() {
    assertThat(reason(new byte[(1 << 20) + 1])).isEqualTo(DeadLetterReason.oversized);
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

  @Test
  @Tag("B3")
  void refusesAStringThatClaimsTwoGigabytesInFiveBytes() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(record, 0, HEADER_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bomb, null);
    encoder.writeLong(Integer.MAX_VALUE - 16);
    assertThat(bomb.size()).isEqualTo(HEADER_BYTES + 5);
    assertThat(reason(bomb.toByteArray())).isEqualTo(DeadLetterReason.undecodable);
  }

  @Test
  void refusesARecordWithSomethingBehindIt() {
    assertThat(reason(Arrays.copyOf(record, record.length + 1)))
        .isEqualTo(DeadLetterReason.undecodable);
  }

  @Test
  @Tag("B1")
  void everyTruncationIsRefused() {
    for (int length = 0; length < record.length; length++) {
      assertThat(reason(Arrays.copyOf(record, length))).as("cut at %d", length).isNotNull();
    }
  }

  @Test
  @Tag("B1")
  void everyFlippedByteIsReadOrRefusedAndNeverThrows() {
    for (int at = 0; at < record.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] flipped = record.clone();
        flipped[at] = (byte) value;
        decodeOrRefuse(flipped);
      }
    }
  }

  @Test
  @Tag("B2")
  void randomBytesBehindAValidHeaderAreReadOrRefusedAndNeverThrow() {
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
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> decoder.decode(text));
    assertThat(refusal).hasMessageNotContaining("alice");
  }

  private TelemetryEvent decodeOrRefuse(byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (Refusal refusal) {
      assertThat(refusal.reason()).isNotNull();
      return null;
    }
  }

  private DeadLetterReason reason(byte[] bytes) {
    return catchThrowableOfType(Refusal.class, () -> decoder.decode(bytes)).reason();
  }
}
