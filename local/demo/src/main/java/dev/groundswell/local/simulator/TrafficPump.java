package dev.groundswell.local.simulator;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Hands out records when they are due. A pump that falls behind catches up as fast as its consumer
 * allows: no record is dropped, none is early.
 */
public final class TrafficPump {

  /** How the pump passes time: may return early. */
  @FunctionalInterface
  public interface Pause {
    /** Waits about that many nanoseconds. */
    void nanos(long nanos);
  }

  // Above the resolution of timers: at thousands of records a second one pause serves several.
  private static final long LEAST_PAUSE_NANOS = Duration.ofMillis(1).toNanos();

  // So that a stop is noticed soon, whatever is due next.
  private static final long MOST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  private final LongSupplier nanoClock;
  private final Pause pause;
  private volatile boolean stopped;

  /**
   * @param nanoClock nanoseconds since any fixed moment
   */
  public TrafficPump(LongSupplier nanoClock, Pause pause) {
    this.nanoClock = nanoClock;
    this.pause = pause;
  }

  /** A pump on the machine's clock. */
  public static TrafficPump live() {
    return new TrafficPump(System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * Runs until the records end, the pump is stopped, or the thread is interrupted.
   *
   * @param start the run's start on the pump's clock; a pump that starts later catches up
   * @return how many records were handed out
   */
  public long run(
      long start, Iterator<SimulatedRecord> records, Consumer<SimulatedRecord> consumer) {
    long handedOut = 0;
    while (going() && records.hasNext()) {
      SimulatedRecord record = records.next();
      long due = start + record.dueNanos();
      for (long ahead = due - nanoClock.getAsLong();
          ahead > 0 && going();
          ahead = due - nanoClock.getAsLong()) {
        pause.nanos(Math.max(LEAST_PAUSE_NANOS, Math.min(MOST_PAUSE_NANOS, ahead)));
      }
      if (going()) {
        consumer.accept(record);
        handedOut++;
      }
    }
    return handedOut;
  }

  /** Ends {@link #run} before its next record; callable from any thread. */
  public void stop() {
    stopped = true;
  }

  private boolean going() {
    return !stopped && !Thread.currentThread().isInterrupted();
  }
}
