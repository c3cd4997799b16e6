package dev.groundswell.local.simulator;

import java.time.Duration;

/** What is done to a record on its way, and to which share of all records. */
public enum Treatment {
  /** Sent as it happened. */
  PLAIN(0),
  /** Event time up to a second before its turn. */
  OUT_OF_ORDER(0.20),
  /** Event time two to ten minutes before its turn. */
  LATE(0.005),
  /** The bytes of an earlier record once more. */
  DUPLICATE(0.01),
  /** Bytes or values that no reader should accept. */
  MALFORMED(0.005),
  /** More than a mebibyte; never fewer than two. */
  OVERSIZED(1.0 / 50_000);

  /** How far before its turn an out-of-order event's time may lie. */
  static final Duration MOST_DISORDER = Duration.ofSeconds(1);

  /** How far before its turn a late event's time lies, at least and at most. */
  static final Duration LEAST_LATENESS = Duration.ofMinutes(2);

  static final Duration MOST_LATENESS = Duration.ofMinutes(10);

  /** Event time between a record and its duplicate, at most. */
  static final Duration MOST_REPEAT_DELAY = Duration.ofSeconds(20);

  private static final long LEAST_OVERSIZED = 2;

  private final double share;

  Treatment(double share) {
    this.share = share;
  }

  double share() {
    return share;
  }

  long of(long records) {
    long count = Math.round(records * share);
    return this == OVERSIZED ? Math.max(LEAST_OVERSIZED, count) : count;
  }

  /** True for an event that ingest should accept, on time and for the first time. */
  public boolean counts() {
    return this == PLAIN || this == OUT_OF_ORDER;
  }
}
