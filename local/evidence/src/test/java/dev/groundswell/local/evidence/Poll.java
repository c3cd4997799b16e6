package dev.groundswell.local.evidence;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what another process does. */
final class Poll {

  private static final Duration LOOK = Duration.ofMillis(200);

  private Poll() {}

  /** Fails with the account of {@code who} if it does not happen within {@code limit}. */
  static void until(String what, Duration limit, Supplier<String> who, Callable<Boolean> condition)
      throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("%s: not within %s%n%s".formatted(what, limit, who.get()));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
