package dev.groundswell.local.demo;

import dev.groundswell.pipelines.ledger.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Reads the state of a run for the live view. */
final class FrameSource {

  private static final int GROWING_CELLS = 3;

  private final Instant begin;
  private final InstantSource wall;
  private final TrafficRun traffic;
  private final DemoJobs jobs;
  private final OutputTap tap;
  private final long sentBefore;
  private Instant last;
  private long sentAtLast;

  /**
   * @param begin of the live traffic
   * @param sentBefore records that were sent before it
   */
  FrameSource(
      Instant begin,
      InstantSource wall,
      TrafficRun traffic,
      DemoJobs jobs,
      OutputTap tap,
      long sentBefore) {
    this.begin = begin;
    this.wall = wall;
    this.traffic = traffic;
    this.jobs = jobs;
    this.tap = tap;
    this.sentBefore = sentBefore;
    this.last = begin;
  }

  /**
   * The state of the run now.
   *
   * @throws RunFailure if a job or the reading along has ended
   */
  LiveView.Frame next() throws Exception {
    jobs.requireAlive();
    tap.requireAlive();
    Instant now = wall.instant();
    long sent = traffic.sent();
    long millis = Math.max(1, Duration.between(last, now).toMillis());
    long perSecond = Math.round((sent - sentAtLast) * 1000.0 / millis);
    last = now;
    sentAtLast = sent;
    return new LiveView.Frame(
        Duration.between(begin, now).isNegative() ? Duration.ZERO : Duration.between(begin, now),
        sent,
        perSecond,
        Math.max(0, sentBefore + sent - jobs.books().of(Entry.ITEMS)),
        tap.alerts().stream().map(OutputTap.Seen::alert).toList(),
        tap.growing(GROWING_CELLS));
  }
}
