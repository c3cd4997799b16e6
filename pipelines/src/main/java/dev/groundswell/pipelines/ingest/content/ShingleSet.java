package dev.groundswell.pipelines.ingest.content;

import java.util.Arrays;

/**
 * Distinct hashes and the bits that most of them have. Distinct, so that no repetition outweighs
 * the rest of a text.
 */
final class ShingleSet {

  private static final long EVERY_EIGHTH_BIT = 0x0101010101010101L;
  private static final int BYTE_FULL = 255;

  private final long[] slots;
  private int size;
  private long smallest = Long.MAX_VALUE;

  ShingleSet(int capacity) {
    slots = new long[Integer.highestOneBit(Math.max(capacity, 1)) * 4];
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(long hash) {
    long key = hash == 0 ? 1 : hash; // zero marks a free slot
    int slot = (int) key & (slots.length - 1);
    while (slots[slot] != 0) {
      if (slots[slot] == key) {
        return;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = key;
    size++;
    smallest = Math.min(smallest, key);
  }

  /** Each bit as most of the hashes have it; where they are even, by a hash of the smallest. */
  long majority() {
    int[] ones = ones();
    long undecided = Hash64.mix(smallest);
    long bits = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      int balance = Integer.compare(2 * ones[bit], size);
      long value = balance == 0 ? undecided >>> bit & 1 : balance > 0 ? 1 : 0;
      bits |= value << bit;
    }
    return bits;
  }

  private int[] ones() {
    int[] ones = new int[Long.SIZE];
    long[] lanes = new long[Byte.SIZE];
    int pending = 0;
    for (long hash : slots) {
      if (hash == 0) {
        continue;
      }
      // Counts eight bits at a time, one a byte of each lane, until a byte could overflow.
      for (int lane = 0; lane < Byte.SIZE; lane++) {
        lanes[lane] += hash >>> lane & EVERY_EIGHTH_BIT;
      }
      if (++pending == BYTE_FULL) {
        drain(lanes, ones);
        pending = 0;
      }
    }
    drain(lanes, ones);
    return ones;
  }

  private static void drain(long[] lanes, int[] ones) {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      int lane = bit % Byte.SIZE;
      ones[bit] += (int) (lanes[lane] >>> (bit - lane) & 0xFF);
    }
    Arrays.fill(lanes, 0);
  }
}
