package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.BetaBinomial;
import dev.groundswell.pipelines.trend.statistics.Learning;
import dev.groundswell.schemas.CellFilter;
import dev.groundswell.schemas.CellRun;
import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TrendCell;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A filter that stops less than it did: {@code filter_decay} if the {@link ActorCusum} of the
 * shares that passed signals. Of the actors whose calls were found abusive afterwards, those pass
 * whose call was not blocked when it was made, one call an actor; one actor less is counted of
 * either, for one who knows a way through and keeps to it is no failing filter. Ticks without a
 * review say nothing.
 */
final class FilterJudge implements KindJudge {

  /**
   * Reviewed ticks before anything opens: a share that is known from N times as many actors as a
   * tick has errs by 1 / root N deviations of a tick's, in the same direction every time, which
   * must be little beside the allowance.
   */
  private static final double LEAST_TICKS = 100;

  /**
   * After so long without a review what was added up is of another time. A judge may read by night,
   * and on working days.
   */
  private static final Duration STALE = Duration.ofDays(3);

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Learning LEARNING = Learning.defaults();

  private final Duration warmUp;
  private final ActorCusum cusum;

  FilterJudge(ShiftConfig config) {
    this.warmUp = config.warmUp();
    this.cusum = new ActorCusum(config);
  }

  /** What share of a cell's reviewed actors is expected to have passed. */
  static BetaBinomial expected(TrendCell cell) {
    CellFilter filter = cell.getFilter();
    return filter == null
        ? new BetaBinomial(1, 1)
        : new BetaBinomial(1 + filter.getPassed(), 1 + filter.getStopped());
  }

  @Override
  public boolean judges(ShiftKind kind) {
    return kind == ShiftKind.filter_decay;
  }

  @Override
  public void advance(TrendCell cell, JudgedTick tick) {
    if (tick.tick().reviewed().count() == 0) {
      return;
    }
    CellFilter filter = filter(cell, tick.tick());
    advance(filter, tick, OpenShifts.is(cell, ShiftKind.filter_decay));
    learn(filter, tick.tick()); // Else a filter that never stops as much again decays for ever.
    filter.setLast(tick.tick().end());
  }

  private static CellFilter filter(TrendCell cell, CellTick tick) {
    CellFilter known = cell.getFilter();
    if (known != null) {
      return known;
    }
    cell.setFilter(new CellFilter(tick.start(), tick.start(), 0.0, 0.0, 0.0, ActorCusum.none()));
    return cell.getFilter();
  }

  private void advance(CellFilter filter, JudgedTick judged, boolean isOpen) {
    CellTick tick = judged.tick();
    CellRun run = filter.getRun();
    long passed = tick.reviewed().passed().count();
    long all = tick.reviewed().count();
    double residual = judged.expectedToPass().residual(passed, all);
    double ofOthers =
        passed == 0 ? residual : judged.expectedToPass().residual(passed - 1, all - 1);
    double score = cusum.independent(run, ofOthers);
    if (!isOpen) {
      cusum.learn(run, residual);
    }
    boolean isKnown =
        filter.getTicks() >= LEAST_TICKS && tick.start() - filter.getSince() >= warmUp.toMillis();
    if (isOpen || (isKnown && !isStale(filter, tick))) {
      cusum.add(run, score, tick.start(), tick.reviewed().passed().sketch());
    } else {
      cusum.reset(run);
    }
  }

  private static void learn(CellFilter filter, CellTick tick) {
    double remaining =
        LEARNING.remaining((double) (tick.end() - filter.getLast()) / WEEK.toMillis());
    long passed = tick.reviewed().passed().count();
    filter.setPassed(filter.getPassed() * remaining + passed);
    filter.setStopped(filter.getStopped() * remaining + tick.reviewed().count() - passed);
    filter.setTicks(filter.getTicks() * remaining + 1);
  }

  private static boolean isStale(CellFilter filter, CellTick tick) {
    return tick.end() - filter.getLast() > STALE.toMillis();
  }

  @Override
  public TickFigures figures(JudgedTick tick) {
    return TickFigures.of(tick.tick().reviewed(), tick.expectedToPass());
  }

  @Override
  public ByteBuffer actors(CellTick tick) {
    return tick.reviewed().passed().sketch();
  }

  @Override
  public boolean isQuiet(TrendCell cell, CellTick tick, TickFigures figures) {
    CellFilter filter = cell.getFilter();
    return cusum.isQuiet(filter.getRun()) || isStale(filter, tick);
  }

  @Override
  public Optional<OpenShift> open(TrendCell cell, JudgedTick tick) {
    CellFilter filter = cell.getFilter();
    boolean opens =
        filter != null
            && filter.getLast() == tick.tick().end()
            && !OpenShifts.is(cell, ShiftKind.filter_decay)
            && cusum.signals(filter.getRun());
    if (!opens) {
      return Optional.empty();
    }
    CellRun run = filter.getRun();
    return Optional.of(
        Shifts.open(
            cell,
            new Shifts.Opening(ShiftKind.filter_decay, run.getBegan(), tick.tick().end()),
            figures(tick),
            run.getActors()));
  }
}
