package dev.groundswell.local.demo;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** One wait that does not last for ever: a hang becomes a failure that says what did not come. */
final class Deadline {

  /** How long a run waits for any one thing: as long as an overloaded machine takes to catch up. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final String what;
  private final Duration patience;
  private final LongSupplier nanoClock;
  private final long beginNanos;

  /**
   * Begins to wait.
   *
   * @param what ends the sentence "waited in vain for"
   * @param nanoClock nanoseconds since any fixed moment
   */
  Deadline(String what, Duration patience, LongSupplier nanoClock) {
    this.what = what;
    this.patience = patience;
    this.nanoClock = nanoClock;
    this.beginNanos = nanoClock.getAsLong();
  }

  /** Begins to wait with the usual patience. */
  static Deadline waitingFor(String what) {
    return new Deadline(what, PATIENCE, System::nanoTime);
  }

  /** Waits for one answer with the usual patience; see {@link #get}. */
  static <T> T await(String what, Future<T> answer)
      throws RunFailure, ExecutionException, InterruptedException {
    return waitingFor(what).get(answer);
  }

  /**
   * Waits for an answer in what is left of the time.
   *
   * @throws RunFailure if it does not come in that time
   */
  <T> T get(Future<T> answer) throws RunFailure, ExecutionException, InterruptedException {
    try {
      return answer.get(leftNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw inVain();
    }
  }

  /**
   * Nanoseconds left, at least one.
   *
   * @throws RunFailure if none are
   */
  long leftNanos() throws RunFailure {
    long left = patience.toNanos() - (nanoClock.getAsLong() - beginNanos);
    if (left <= 0) {
      throw inVain();
    }
    return left;
  }

  private RunFailure inVain() {
    return new RunFailure("waited %d s in vain for %s".formatted(patience.toSeconds(), what));
  }
}
