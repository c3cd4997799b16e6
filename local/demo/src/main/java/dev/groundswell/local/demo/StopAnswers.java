package dev.groundswell.local.demo;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a signal to stop means to a run. The first one ends the traffic, so that the run drains and
 * is judged. Another one means that nobody wants to wait for that, and so does one before there is
 * traffic. Safe for use by several threads.
 *
 * <p>A signal right behind another of its kind is the same one: {@code timeout} sends its signal to
 * the process and then to the process group.
 */
final class StopAnswers {

  enum Answer {
    /** End the traffic and drain. */
    DRAIN,
    /** End the process. */
    GIVE_UP,
    /** What there is to do is being done already. */
    NOTHING
  }

  private static final Duration ECHO = Duration.ofMillis(200);

  private final LongSupplier nanoClock;
  private final Map<StopSignal, Long> lastNanos = new EnumMap<>(StopSignal.class);
  private boolean traffic;
  private boolean draining;
  private boolean givenUp;

  /**
   * @param nanoClock nanoseconds since any fixed moment
   */
  StopAnswers(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  synchronized void trafficBegan() {
    traffic = true;
  }

  synchronized Answer next(StopSignal signal) {
    long now = nanoClock.getAsLong();
    Long before = lastNanos.put(signal, now);
    boolean echo = before != null && now - before < ECHO.toNanos();
    if (echo || givenUp) {
      return Answer.NOTHING;
    }
    if (traffic && !draining) {
      draining = true;
      return Answer.DRAIN;
    }
    givenUp = true;
    return Answer.GIVE_UP;
  }
}
