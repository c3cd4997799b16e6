package dev.groundswell.local.demo;

import dev.groundswell.local.scorecard.TrendScorecard;
import dev.groundswell.local.simulator.HistoryConfig;
import dev.groundswell.local.simulator.HistorySimulator;
import dev.groundswell.local.simulator.SimulationConfig;
import dev.groundswell.pipelines.ingest.IngestConfig;
import dev.groundswell.schemas.TrendShift;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Weeks of simulated traffic. The live traffic goes on in event time where they end, however long
 * it took to send them.
 */
final class History implements Past {

  /** Between history and live traffic, so that the latter does not begin in arrears. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final HistoryConfig config;
  private final SimulationConfig live;
  private final Sender sender;
  private final Clock wall;
  private final String name;
  private final SentTime time;
  private ScaledClock liveClock;
  private long records;

  /** Sends a history and tells how many records that were. */
  @FunctionalInterface
  interface Sender {
    long send(HistoryConfig config, SentTime time, DemoJobs jobs, OutputTap tap) throws Exception;
  }

  /**
   * @param name tells the run from all others in this process
   * @param live what comes after it
   */
  History(String name, HistoryConfig config, SimulationConfig live, Sender sender, Clock wall) {
    this.name = name;
    this.config = config;
    this.live = live;
    this.sender = sender;
    this.wall = wall;
    this.time = SentTime.begin(name, config.start());
  }

  @Override
  public Clock clock() {
    return new SentClock(name);
  }

  @Override
  public IngestConfig ingest(IngestConfig usual) {
    return usual.withSkew(HistoryRun.WINDOW);
  }

  @Override
  public ScaledClock tell(DemoJobs jobs, OutputTap tap) throws Exception {
    jobs.awaitRunning();
    records = sender.send(config, time, jobs, tap);
    liveClock =
        new ScaledClock(wall, wall.instant().plus(PAUSE), live.eventStart(), live.timeScale());
    return liveClock;
  }

  @Override
  public long records() {
    return records;
  }

  @Override
  public void goesOnWith(TrafficRun traffic) {
    time.live(liveClock, () -> earliestUnsent(traffic.earliestUnsentNanos()));
  }

  private long earliestUnsent(OptionalLong nanos) {
    return nanos.isEmpty()
        ? Long.MAX_VALUE
        : live.eventStart().toEpochMilli() + live.eventOffset(nanos.getAsLong());
  }

  @Override
  public Optional<TrendScorecard> judged(Collection<TrendShift> openings) {
    return Optional.of(
        TrendScorecard.of(HistorySimulator.planted(config), config, records, openings));
  }

  @Override
  public void close() {
    time.close();
  }
}
