package dev.groundswell.local.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * What history to simulate. Equal configurations give equal records; those that differ in {@code
 * end} only give equal ids and times relative to it.
 *
 * @param seed source of every choice
 * @param length event time that it spans, whole days
 * @param end event time at which it ends, exclusive
 */
public record HistoryConfig(long seed, Duration length, Instant end) {

  private static final int LEAST_DAYS = 7;
  private static final int MOST_DAYS = 60;

  /**
   * Refuses what cannot be simulated.
   *
   * @throws IllegalArgumentException with one sentence for the operator
   */
  public HistoryConfig {
    if (length.compareTo(Duration.ofDays(LEAST_DAYS)) < 0
        || length.compareTo(Duration.ofDays(MOST_DAYS)) > 0
        || !length.equals(Duration.ofDays(length.toDays()))) {
      throw new IllegalArgumentException(
          "a history has between %dd and %dd, whole days, not %s"
              .formatted(LEAST_DAYS, MOST_DAYS, length));
    }
  }

  /** Event time at which it begins. */
  public Instant start() {
    return end.minus(length);
  }

  /** Days that it spans. */
  public long days() {
    return length.toDays();
  }
}
