package dev.groundswell.sinks.elasticsearch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubles from {@code initial} to {@code longest}, and is
 * spread over its upper half so that writers do not come back all at once.
 */
final class Backoff {

  private final Duration initial;
  private final Duration longest;
  private final RandomGenerator random;

  Backoff(Duration initial, Duration longest, RandomGenerator random) {
    this.initial = initial;
    this.longest = longest;
    this.random = random;
  }

  /**
   * The delay after a run of failures.
   *
   * @param failures failures in a row, at least 1
   */
  Duration after(int failures) {
    int doublings = Math.min(failures - 1, 30);
    long ceiling = Math.min(initial.toMillis() << doublings, longest.toMillis());
    return Duration.ofMillis(ceiling - random.nextLong(ceiling / 2 + 1));
  }
}
