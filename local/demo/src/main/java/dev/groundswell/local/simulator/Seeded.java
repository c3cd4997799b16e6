package dev.groundswell.local.simulator;

import java.util.SplittableRandom;
import java.util.UUID;

/** Choices and names as functions of the seed: independent streams, addressable by ordinal. */
final class Seeded {

  /** What a number is for: streams never disturb each other. */
  enum Stream {
    USER(1),
    ORGANIZATION(2),
    BACKGROUND(3),
    BACKGROUND_EVENT(4),
    BACKGROUND_TEXT(5),
    TRACE_PHASE(6),
    TREATMENT(7),
    CAMPAIGN(8),
    CAMPAIGN_EVENT(9),
    PRODUCER(10),
    HISTORY(11),
    HISTORY_EVENT(12),
    HISTORY_PERSON(13);

    private final int number;

    Stream(int number) {
      this.number = number;
    }
  }

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long seed;

  Seeded(long seed) {
    this.seed = seed;
  }

  long value(Stream stream, long ordinal) {
    return mix(mix(seed + GOLDEN_GAMMA * stream.number) + GOLDEN_GAMMA * ordinal);
  }

  SplittableRandom random(Stream stream, long ordinal) {
    return new SplittableRandom(value(stream, ordinal));
  }

  /** An id that no other ordinal of the stream has: {@link #mix} is a bijection. */
  UUID id(Stream stream, long ordinal) {
    return new UUID(value(stream, 2 * ordinal), value(stream, 2 * ordinal + 1));
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom generators). */
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
