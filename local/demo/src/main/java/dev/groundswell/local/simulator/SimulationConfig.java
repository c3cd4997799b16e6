package dev.groundswell.local.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What to simulate. Equal configurations give equal records; runs that differ in {@code eventStart}
 * only give equal ids and times relative to it.
 *
 * @param seed source of every choice
 * @param rate records per second of wall time, on average
 * @param duration wall time of the run; empty for a run without end
 * @param timeScale milliseconds of event time that pass in one millisecond of wall time
 * @param eventStart event time at which the run starts, a whole second. For a run that ends now it
 *     is now minus (timeScale - 1) x duration
 */
public record SimulationConfig(
    long seed, int rate, Optional<Duration> duration, int timeScale, Instant eventStart) {

  /** An endless run is a chain of segments of this wall time, each with campaigns of its own. */
  static final Duration ENDLESS_SEGMENT = Duration.ofMinutes(10);

  private static final int LEAST_RECORDS = 100;

  /** Far more than one process can send: such a run would outlast its duration, and the disk. */
  private static final int MOST_RATE = 1_000_000;

  /**
   * Refuses what cannot be simulated.
   *
   * @throws IllegalArgumentException with one sentence for the operator
   */
  public SimulationConfig {
    if (rate < 1) {
      throw new IllegalArgumentException("rate must be at least 1 record per second, not " + rate);
    }
    if (rate > MOST_RATE) {
      throw new IllegalArgumentException(
          "rate must be at most %d records per second, not %d".formatted(MOST_RATE, rate));
    }
    if (timeScale < 1) {
      throw new IllegalArgumentException("time scale must be at least 1, not " + timeScale);
    }
    if (duration.isEmpty() && timeScale != 1) {
      throw new IllegalArgumentException(
          "a time scale above 1 needs a duration: without an end, event time would run ahead of the"
              + " clock");
    }
    if (!eventStart.equals(eventStart.truncatedTo(ChronoUnit.SECONDS))) {
      // Else where a format cuts off fractions would depend on when the run started.
      throw new IllegalArgumentException("the start must be a whole second, not " + eventStart);
    }
    if (duration.isPresent() && records(duration.get(), rate) < LEAST_RECORDS) {
      throw new IllegalArgumentException(
          "rate x duration must be at least " + LEAST_RECORDS + " records");
    }
  }

  /** Wall time of one segment: the whole run if it has an end. */
  Duration segmentWall() {
    return duration.orElse(ENDLESS_SEGMENT);
  }

  /** Event time of one segment. */
  Duration segmentSpan() {
    return segmentWall().multipliedBy(timeScale);
  }

  /** Records in one segment, exactly. */
  long segmentRecords() {
    return records(segmentWall(), rate);
  }

  /** Event time, in milliseconds since the run's start, at a wall offset. */
  public long eventOffset(long wallNanos) {
    return Math.multiplyExact(wallNanos, timeScale) / 1_000_000;
  }

  /** First wall offset, in nanoseconds, at which the event time is reached. */
  long wallNanos(long eventOffsetMs) {
    return -Math.floorDiv(Math.multiplyExact(eventOffsetMs, -1_000_000L), timeScale);
  }

  private static long records(Duration wall, int rate) {
    return Math.multiplyExact(wall.toMillis(), rate) / 1000;
  }
}
