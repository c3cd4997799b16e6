package dev.groundswell.local.demo;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Event time as far as a run has sent it: everything before is on the broker. Found by the run's
 * name, since a clock that travels to a worker arrives as a copy.
 */
final class SentTime implements AutoCloseable {

  private static final Map<String, SentTime> RUNS = new ConcurrentHashMap<>();

  private final String run;
  private volatile long reached;
  private volatile LongSupplier live;

  private SentTime(String run, long start) {
    this.run = run;
    this.reached = start;
  }

  /** That of a run before its first record. */
  static SentTime begin(String run, Instant start) {
    SentTime time = new SentTime(run, start.toEpochMilli());
    if (RUNS.putIfAbsent(run, time) != null) {
      throw new IllegalArgumentException("there is a run of that name: " + run);
    }
    return time;
  }

  /** That of a run which has begun in this process. */
  static SentTime of(String run) {
    SentTime time = RUNS.get(run);
    if (time == null) {
      throw new IllegalStateException("no such run in this process: " + run);
    }
    return time;
  }

  /** Everything before a moment is on the broker, and nothing that comes is. */
  void reached(Instant moment) {
    reached = moment.toEpochMilli();
  }

  /**
   * From now on a clock tells the time, which is passed by nothing that is still to be sent.
   *
   * @param clock of the live traffic
   * @param earliestUnsent event time of the first record that is not on the broker, in milliseconds
   *     since 1970-01-01 UTC
   */
  void live(Clock clock, LongSupplier earliestUnsent) {
    live = () -> Math.min(clock.millis(), earliestUnsent.getAsLong());
  }

  /** Milliseconds since 1970-01-01 UTC; never less than before. */
  long millis() {
    LongSupplier now = live;
    return now == null ? reached : Math.max(reached, now.getAsLong());
  }

  @Override
  public void close() {
    RUNS.remove(run);
  }
}
