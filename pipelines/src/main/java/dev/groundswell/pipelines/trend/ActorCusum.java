package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.Cusum;
import dev.groundswell.pipelines.trend.statistics.Persistence;
import dev.groundswell.schemas.CellRun;
import java.nio.ByteBuffer;

/**
 * A {@link Cusum} over the ticks of a cell, with the actors of its run. A score counts less where
 * who comes stays ({@link Persistence}).
 */
final class ActorCusum {

  private static final double ALLOWANCE = 0.5;

  /** As {@link Cusum} has it, but before what is alike in scores is taken out of them. */
  private static final double LARGEST_SCORE = 4;

  /** A run is quiet below this sum, which comes up twice a day where nothing happens. */
  static final double QUIET_SUM = 3;

  private final int actorFloor;
  private final Cusum cusum;

  ActorCusum(ShiftConfig config) {
    this.actorFloor = config.actorFloor();
    this.cusum = Cusum.withRunLength(ALLOWANCE, config.ticksBetweenRamps());
  }

  /** A run before its first tick. */
  static CellRun none() {
    return CellRun.newBuilder()
        .setScore(0)
        .setScoreProducts(0)
        .setScoreSquares(0)
        .setSum(0)
        .setBegan(0)
        .build();
  }

  /** A score as it may be added, by how alike scores were so far. */
  double independent(CellRun run, double score) {
    return persistence(run).independent(capped(score));
  }

  /** Learns how alike scores are; of ticks in which no shift is open. */
  void learn(CellRun run, double score) {
    Persistence learned = persistence(run).after(capped(score));
    run.setScore(learned.last());
    run.setScoreProducts(learned.products());
    run.setScoreSquares(learned.squares());
  }

  private static Persistence persistence(CellRun run) {
    return new Persistence(run.getScore(), run.getScoreProducts(), run.getScoreSquares());
  }

  private static double capped(double score) {
    return Math.max(-LARGEST_SCORE, Math.min(score, LARGEST_SCORE));
  }

  /** Adds a tick that had such a score and these actors. */
  void add(CellRun run, double score, long tickStart, ByteBuffer actors) {
    double sum = cusum.after(run.getSum(), score);
    if (sum == 0) {
      reset(run);
      return;
    }
    if (run.getSum() == 0) {
      run.setBegan(tickStart);
    }
    run.setSum(cusum.held(sum));
    run.setActors(ActorSketch.union(run.getActors(), actors));
  }

  void reset(CellRun run) {
    run.setSum(0);
    run.setBegan(0);
    run.setActors(null);
  }

  /** Whether the run is long enough, and of enough actors, for a shift. */
  boolean signals(CellRun run) {
    return cusum.signals(run.getSum()) && Actors.of(run.getActors()).count() >= actorFloor;
  }

  boolean isQuiet(CellRun run) {
    return run.getSum() < QUIET_SUM;
  }
}
