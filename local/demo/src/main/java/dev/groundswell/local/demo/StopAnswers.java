package dev.groundswell.local.demo;

/**
 * What a signal to stop means to a run. The first one ends the traffic, so that the run drains and
 * is judged. Another one means that nobody wants to wait for that, and so does one before there is
 * traffic. Safe for use by several threads.
 */
final class StopAnswers {

  enum Answer {
    /** End the traffic and drain. */
    DRAIN,
    /** End the process. */
    GIVE_UP,
    /** The process is being ended already. */
    NOTHING
  }

  private boolean traffic;
  private boolean draining;
  private boolean givenUp;

  synchronized void trafficBegan() {
    traffic = true;
  }

  synchronized Answer next() {
    if (givenUp) {
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
