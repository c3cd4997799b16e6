package dev.groundswell.cep.correlate;

/**
 * A time before which nothing of the current key is over, so that nothing of it is asked. It is
 * early where what it stood for is gone or goes on.
 */
final class Due {

  /** Nothing is kept. */
  static final long NEVER = Long.MAX_VALUE;

  private long time = NEVER;

  /** Event time, ms since 1970-01-01 UTC. */
  long time() {
    return time;
  }

  void set(long time) {
    this.time = time;
  }

  /** Something is over after that time. */
  void by(long end) {
    time = Math.min(time, end);
  }

  /** Something is gone: what is left may be over later, or nothing is left. */
  void unknown() {
    time = Long.MIN_VALUE;
  }
}
