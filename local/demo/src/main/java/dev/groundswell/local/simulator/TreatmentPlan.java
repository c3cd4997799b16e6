package dev.groundswell.local.simulator;

import java.time.Duration;
import java.util.SplittableRandom;

/** Decides what is done to each benign turn, so that the stated shares of all records come out. */
final class TreatmentPlan {

  private final SplittableRandom random;
  private final Spread malformed;
  private final Spread oversized;
  private final Spread late;

  /**
   * @param turns benign turns that will be asked about
   * @param records all records, of which the shares are taken
   */
  TreatmentPlan(long turns, long records, SplittableRandom random) {
    this.random = random;
    this.malformed = new Spread(turns, Treatment.MALFORMED.of(records), random.split());
    this.oversized = new Spread(turns, Treatment.OVERSIZED.of(records), random.split());
    this.late = new Spread(turns, Treatment.LATE.of(records), random.split());
  }

  /** The treatment of the next turn. Every spread sees every turn, whichever takes it. */
  Treatment next() {
    boolean breaks = malformed.advance();
    boolean swells = oversized.advance();
    boolean lags = late.advance();
    if (swells) {
      oversized.take();
      return Treatment.OVERSIZED;
    }
    if (breaks) {
      malformed.take();
      return Treatment.MALFORMED;
    }
    if (lags) {
      late.take();
      return Treatment.LATE;
    }
    return random.nextDouble() < Treatment.OUT_OF_ORDER.share()
        ? Treatment.OUT_OF_ORDER
        : Treatment.PLAIN;
  }

  /** By how much the event time is before its turn. */
  long behindMs(Treatment treatment) {
    return switch (treatment) {
      case OUT_OF_ORDER -> between(Duration.ofMillis(1), Treatment.MOST_DISORDER);
      case LATE -> between(Treatment.LEAST_LATENESS, Treatment.MOST_LATENESS);
      case PLAIN, DUPLICATE, MALFORMED, OVERSIZED -> 0;
    };
  }

  private long between(Duration least, Duration most) {
    return random.nextLong(least.toMillis(), most.toMillis() + 1);
  }
}
