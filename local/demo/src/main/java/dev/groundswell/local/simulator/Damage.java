package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** How a record of canonical events can be broken; each way refuses for a reason of its own. */
enum Damage {
  GARBAGE,
  TRUNCATED,
  UNKNOWN_SCHEMA,
  LENGTH_BOMB,
  NAN_SCORE,
  NEGATIVE_TOKENS,
  EMPTY_ID,
  YEAR_3000,
  YEAR_1970;

  /** Two marker bytes and eight of the schema's fingerprint (Avro specification, single object). */
  private static final int HEADER_BYTES = 10;

  private static final int FINGERPRINT_AT = 2;

  /** The length 2 147 483 639 as an Avro long, where the first field's length stands. */
  private static final byte[] HUGE_LENGTH = {(byte) 0xEE, -1, -1, -1, 0x0F};

  private static final int OVERSIZED_CHARACTERS = (1 << 20) + 1024;

  static Damage draw(SplittableRandom random) {
    return values()[random.nextInt(values().length)];
  }

  /** The event's encoding, broken. Changes the event. */
  byte[] apply(TelemetryEvent event, SplittableRandom random) {
    switch (this) {
      case NAN_SCORE -> {
        event.setVerdicts(List.of(Verdicts.denied(Producer.CANONICAL, random)));
        event.getVerdicts().get(0).setScore(Double.NaN);
      }
      case NEGATIVE_TOKENS -> event.setGenAiUsageInputTokens(-1 - event.getGenAiUsageInputTokens());
      case EMPTY_ID -> event.setEventId("");
      case YEAR_3000 -> event.setEventTime(Instant.parse("3000-01-01T00:00:00Z").toEpochMilli());
      case YEAR_1970 -> event.setEventTime(random.nextLong(Duration.ofDays(1).toMillis()));
      case GARBAGE, TRUNCATED, UNKNOWN_SCHEMA, LENGTH_BOMB -> {}
    }
    byte[] whole = encoded(event);
    return switch (this) {
      case GARBAGE -> garbage(random);
      case TRUNCATED -> Arrays.copyOf(whole, random.nextInt(HEADER_BYTES, whole.length));
      case UNKNOWN_SCHEMA -> {
        whole[FINGERPRINT_AT + random.nextInt(HEADER_BYTES - FINGERPRINT_AT)] ^= 0x55;
        yield whole;
      }
      case LENGTH_BOMB ->
          ByteBuffer.allocate(HEADER_BYTES + HUGE_LENGTH.length)
              .put(whole, 0, HEADER_BYTES)
              .put(HUGE_LENGTH)
              .array();
      case NAN_SCORE, NEGATIVE_TOKENS, EMPTY_ID, YEAR_3000, YEAR_1970 -> whole;
    };
  }

  /** The event's encoding with a text that makes it larger than a mebibyte. Changes the event. */
  static byte[] oversize(TelemetryEvent event) {
    event.setContentInputText("x".repeat(OVERSIZED_CHARACTERS));
    return encoded(event);
  }

  private static byte[] encoded(TelemetryEvent event) {
    return Producer.CANONICAL.format(event).encode(event);
  }

  private static byte[] garbage(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(1, 200)];
    random.nextBytes(bytes);
    bytes[0] = 0;
    return bytes;
  }
}
