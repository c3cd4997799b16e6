package dev.groundswell.local.demo;

import dev.groundswell.local.scorecard.TrendScorecard;
import dev.groundswell.pipelines.ingest.IngestConfig;
import dev.groundswell.schemas.TrendShift;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;

/** What a run has behind it when its live traffic begins. */
interface Past extends AutoCloseable {

  /** The jobs' clock. */
  Clock clock();

  /** The settings of ingest that suit the clock. */
  IngestConfig ingest(IngestConfig usual);

  /**
   * Sends everything, and returns when the jobs have taken it.
   *
   * @return the clock of the live traffic, which begins when it shows its start
   */
  ScaledClock tell(DemoJobs jobs, OutputTap tap) throws Exception;

  /** Records that were sent. */
  long records();

  /** The live traffic has begun. */
  void goesOnWith(TrafficRun traffic);

  /** What became of the trends in it, if there were any, by all shifts that opened in the run. */
  Optional<TrendScorecard> judged(Collection<TrendShift> openings);

  @Override
  void close();

  /** None: live traffic is all that there is. */
  static Past none(ScaledClock live) {
    return new Past() {
      @Override
      public Clock clock() {
        return live;
      }

      @Override
      public IngestConfig ingest(IngestConfig usual) {
        return usual;
      }

      @Override
      public ScaledClock tell(DemoJobs jobs, OutputTap tap) {
        return live;
      }

      @Override
      public long records() {
        return 0;
      }

      @Override
      public void goesOnWith(TrafficRun traffic) {}

      @Override
      public Optional<TrendScorecard> judged(Collection<TrendShift> openings) {
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
  }
}
