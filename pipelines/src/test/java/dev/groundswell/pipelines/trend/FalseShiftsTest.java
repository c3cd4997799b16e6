package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.trend.statistics.Learning;
import dev.groundswell.pipelines.trend.statistics.SeasonalBaseline;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendShift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What opens where nothing happens: cells with a day and a night, after two weeks in which they are
 * learned. Actors come as a Poisson process and stay for a while, so that ticks are alike.
 */
class FalseShiftsTest {

  private static final Logger LOG = LoggerFactory.getLogger(FalseShiftsTest.class);

  private static final int CELLS = 100;
  private static final int WEEK = 2016;
  private static final long START = CellHistory.START;

  private final DrawnActors sketches = new DrawnActors();

  /**
   * @param mean actors of a tick, on average
   * @param stay ticks that an actor is there, on average
   */
  @ParameterizedTest
  @CsvSource({"0.02, 1", "0.3, 1", "3, 1", "20, 1", "0.3, 4", "3, 4"})
  void cellsInWhichNothingHappensKeepThePromise(double mean, double stay) {
    Map<ShiftKind, Integer> opened = new EnumMap<>(ShiftKind.class);
    long began = System.nanoTime();
    for (int i = 0; i < CELLS; i++) {
      for (TrendShift shift : shifts(mean, stay, new Random(i))) {
        if (shift.getState() == ShiftState.opened) {
          opened.merge(shift.getKind(), 1, Integer::sum);
        }
      }
    }
    double judgements = CELLS * 4.0 * WEEK;
    LOG.info(
        "{} actors a tick that stay {}: {} opened in {} cell days, {} ns a judgement",
        mean,
        stay,
        opened,
        CELLS * 14,
        Math.round((System.nanoTime() - began) / judgements));
    assertThat(opened.values()).allMatch(count -> count <= most(CELLS * 14));
  }

  /**
   * @param mean reviewed actors of a tick, on average
   * @param share of them that passes
   */
  @ParameterizedTest
  @CsvSource({"0.3, 0.05", "1, 0.3", "4, 0.5"})
  void filtersThatStopAsMuchAsEverKeepThePromise(double mean, double share) {
    int opened = 0;
    for (int i = 0; i < CELLS; i++) {
      Random random = new Random(i);
      CellHistory history = new CellHistory(ShiftConfig.defaults(), mean / 1000);
      for (int tick = 0; tick < 4 * WEEK; tick++) {
        Actors actors = sketches.of(drawn(mean, random), random);
        Actors passed = sketches.of(stayed((int) actors.count(), share, random), random);
        history.tick(1000, actors, new Reviewed(actors.count(), passed));
      }
      opened +=
          (int)
              history.revisions.stream()
                  .filter(shift -> shift.getKind() == ShiftKind.filter_decay)
                  .filter(shift -> shift.getState() == ShiftState.opened)
                  .count();
    }
    LOG.info(
        "{} reviewed a tick of whom {} pass: {} opened in {} cell days",
        mean,
        share,
        opened,
        CELLS * 21);
    assertThat(opened).isLessThanOrEqualTo(most(CELLS * 21));
  }

  /** A rate that keeps the promise opens more than this in one of ten thousand runs. */
  private static int most(int cellDays) {
    return PoissonDistribution.of(cellDays / 10_000.0).inverseSurvivalProbability(1e-4);
  }

  private List<TrendShift> shifts(double mean, double stay, Random random) {
    CellJudge judge = new CellJudge(ShiftConfig.defaults());
    SeasonalBaseline baseline = SeasonalBaseline.unlearned(Learning.defaults());
    List<TrendShift> shifts = new ArrayList<>();
    TrendCell cell = null;
    int present = 0;
    for (int i = 0; i < 4 * WEEK; i++) {
      double day = 1 + 0.6 * Math.sin(2 * Math.PI * i / 288);
      present = stayed(present, 1 - 1 / stay, random) + drawn(mean * day / stay, random);
      CellTick tick =
          new CellTick(
              START + i * CellHistory.TICK,
              START + (i + 1) * CellHistory.TICK,
              sketches.of(present, random),
              Reviewed.NONE,
              1000,
              mean / 1000,
              Duration.ofDays(i / 288));
      if (cell == null && present > 0) {
        cell = judge.discover(CellHistory.CELL, tick);
      }
      if (cell != null) {
        CellJudge.Judgement judgement = judge.judge(cell, baseline, tick);
        baseline = judgement.learned();
        if (i >= 2 * WEEK) {
          shifts.addAll(judgement.revisions());
        }
      }
    }
    return shifts;
  }

  private static int stayed(int present, double probability, Random random) {
    int stayed = 0;
    for (int i = 0; i < present; i++) {
      stayed += random.nextDouble() < probability ? 1 : 0;
    }
    return stayed;
  }

  private static int drawn(double mean, Random random) {
    int count = -1;
    for (double sum = 0; sum < mean; count++) {
      sum -= Math.log(1 - random.nextDouble());
    }
    return Math.max(0, count);
  }
}
