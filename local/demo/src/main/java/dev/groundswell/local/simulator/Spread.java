package dev.groundswell.local.simulator;

import java.util.SplittableRandom;

/**
 * Marks an exact number of the positions of a sequence of known length, one at random in each of
 * equal stretches. The first and the last twentieth stay free: at the start no watermark exists
 * that could make a record late, at the end a mark that had to wait must still find a position.
 */
final class Spread {

  private static final int FREE_SHARE = 20;

  private final SplittableRandom random;
  private final long marks;
  private final long begin;
  private final double stretch;
  private long position;
  private long placed;
  private long next;
  private int waiting;

  Spread(long positions, long marks, SplittableRandom random) {
    this.random = random;
    this.marks = marks;
    this.begin = positions / FREE_SHARE;
    this.stretch = marks == 0 ? 0 : (double) (positions - 2 * begin) / marks;
    place();
  }

  /** Moves to the next position and says whether a mark waits to be taken there. */
  boolean advance() {
    while (placed < marks && next == position) {
      waiting++;
      placed++;
      place();
    }
    position++;
    return waiting > 0;
  }

  /** Uses up one waiting mark; a mark that is not taken waits for a later position. */
  void take() {
    waiting--;
  }

  private void place() {
    next = begin + (long) ((placed + random.nextDouble()) * stretch);
  }
}
