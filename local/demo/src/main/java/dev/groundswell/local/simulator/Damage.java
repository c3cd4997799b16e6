package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** How a record can be broken; each way is refused, for one of several reasons. */
enum Damage {
  GARBAGE(true),
  TRUNCATED(false),
  UNKNOWN_SCHEMA(true),
  LENGTH_BOMB(true),
  NAN_SCORE(true),
  NEGATIVE_TOKENS(true),
  EMPTY_ID(false),
  YEAR_2200(false),
  YEAR_1970(false);

  /** Two marker bytes and eight of the schema's fingerprint (Avro specification, single object). */
  private static final int HEADER_BYTES = 10;

  private static final int FINGERPRINT_AT = 2;

  /** The length 2 147 483 639 as an Avro long, where the first field's length stands. */
  private static final byte[] HUGE_LENGTH = {(byte) 0xEE, -1, -1, -1, 0x0F};

  private static final int OVERSIZED_CHARACTERS = (1 << 20) + 1024;

  private final boolean ofAvro;

  /**
   * @param ofAvro whether only canonical events can suffer it: it takes Avro, a field that not all
   *     formats have, or bytes that JSON lines would be many items of
   */
  Damage(boolean ofAvro) {
    this.ofAvro = ofAvro;
  }

  /** One that what the producer writes can suffer. */
  static Damage draw(Producer producer, SplittableRandom random) {
    List<Damage> possible =
        Arrays.stream(values())
            .filter(damage -> producer == Producer.CANONICAL || !damage.ofAvro)
            .toList();
    return possible.get(random.nextInt(possible.size()));
  }

  /** The event as the producer writes it, broken. Changes the event. */
  byte[] apply(Producer producer, TelemetryEvent event, SplittableRandom random) {
    switch (this) {
      case NAN_SCORE -> {
        event.setVerdicts(List.of(Verdicts.denied(Producer.CANONICAL, random)));
        event.getVerdicts().get(0).setScore(Double.NaN);
      }
      case NEGATIVE_TOKENS -> event.setGenAiUsageInputTokens(-1 - event.getGenAiUsageInputTokens());
      case EMPTY_ID -> event.setEventId("");
      case YEAR_2200 -> event.setEventTime(Instant.parse("2200-01-01T00:00:00Z").toEpochMilli());
      case YEAR_1970 -> event.setEventTime(random.nextLong(Duration.ofDays(1).toMillis()));
      case GARBAGE, TRUNCATED, UNKNOWN_SCHEMA, LENGTH_BOMB -> {}
    }
    byte[] whole = producer.format(event).encode(event);
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
      case NAN_SCORE, NEGATIVE_TOKENS, EMPTY_ID, YEAR_2200, YEAR_1970 -> whole;
    };
  }

  /** A canonical event with a text that makes it larger than a mebibyte. Changes the event. */
  static byte[] oversize(TelemetryEvent event) {
    event.setContentInputText("x".repeat(OVERSIZED_CHARACTERS));
    return Producer.CANONICAL.format(event).encode(event);
  }

  private static byte[] garbage(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(1, 200)];
    random.nextBytes(bytes);
    bytes[0] = 0;
    return bytes;
  }
}
