package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.Cusum;
import dev.groundswell.pipelines.trend.statistics.NegativeBinomialSurprise;
import dev.groundswell.pipelines.trend.statistics.Persistence;
import dev.groundswell.pipelines.trend.statistics.SeasonalBaseline;
import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendShift;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a cell has shifted, by the distinct actors of each tick: one actor, however noisy, is one
 * a tick, and no shift.
 *
 * <ul>
 *   <li>{@code surge}: the tick is as surprising as {@link ShiftConfig#bar} asks.
 *   <li>{@code first_seen}, in place of that: the cell was seen for the first time less than a day
 *       ago. Of a cell that has r actors a day none is in a week's warm-up with probability exp(-7
 *       r), and four more follow the first within a day with P(Poisson(r) &gt;= 4): together 6 in
 *       100 000 at most, at r = 0.6, and that once in the life of a cell.
 *   <li>{@code ramp}: the {@link Cusum} of the cell's scores signals. They are those of one actor
 *       less than there were, for one who comes in every tick is a ramp in itself where few do, and
 *       count less where who comes stays ({@link Persistence}). The cell must have been known for
 *       the warm-up, since a baseline that has hardly learned errs the same way tick after tick.
 * </ul>
 *
 * <p>All of them need {@link ShiftConfig#actorFloor} distinct actors: of the tick, of the time
 * since the cell was first seen, or of the CUSUM's run.
 */
final class CellJudge {

  private static final Duration NEW = Duration.ofDays(1);
  private static final double ALLOWANCE = 0.5;

  /** As in {@link Cusum}: before what is alike in scores is taken out of them. */
  private static final double LARGEST_SCORE = 4;

  /** A tick is quiet to a surge below this surprise; one in twenty is not. */
  private static final double QUIET_SURPRISE = 1.3;

  /** A tick is quiet to a ramp below this sum, which comes up twice a day where nothing happens. */
  private static final double QUIET_SUM = 3;

  private static final Set<ShiftKind> BURSTS = EnumSet.of(ShiftKind.surge, ShiftKind.first_seen);

  private final ShiftConfig config;
  private final double bar;
  private final Cusum cusum;

  CellJudge(ShiftConfig config) {
    this.config = config;
    this.bar = config.bar();
    this.cusum = Cusum.withRunLength(ALLOWANCE, config.ticksBetweenRamps());
  }

  /**
   * What became of a tick.
   *
   * @param learned the cell's baseline after it
   * @param revisions of shifts that opened, grew or closed
   */
  record Judgement(SeasonalBaseline learned, List<TrendShift> revisions) {}

  /** A cell that has its first actors in this tick. */
  TrendCell discover(Cell cell, CellTick first) {
    return TrendCell.newBuilder()
        .setTechnique(cell.technique())
        .setTargetKind(cell.target().kind())
        .setTarget(cell.target().value())
        .setFirstSeen(first.start())
        .setNewcomers(isWarm(first.watched()) ? ActorSketch.empty().toBytes() : null)
        .setHour(List.of())
        .setScore(0)
        .setScoreProducts(0)
        .setScoreSquares(0)
        .setRunSum(0)
        .setRunTicks(0)
        .setOpen(new ArrayList<>())
        .build();
  }

  /** Judges a tick of a cell by its baseline, and brings the cell up to it. */
  Judgement judge(TrendCell cell, SeasonalBaseline known, CellTick tick) {
    long count = tick.count();
    SeasonalBaseline.Judged judged =
        known.judge(tick.start(), count, (double) tick.exposure(), tick.parentRate());
    List<TrendShift> revisions = List.of();
    if (isWarm(tick.watched())) {
      revisions = new ArrayList<>();
      boolean signals = advance(cell, judged.expected(), tick, count);
      follow(cell, judged.expected(), tick, count, revisions);
      burst(cell, judged.expected(), tick, count, revisions);
      ramp(cell, judged.expected(), tick, count, signals, revisions);
    }
    return new Judgement(judged.next(), revisions);
  }

  /** A tick in which nothing could be judged: it is quiet to what is open. */
  List<TrendShift> pass(TrendCell cell, long tickEnd) {
    List<TrendShift> revisions = new ArrayList<>();
    for (OpenShift open : List.copyOf(cell.getOpen())) {
      Shifts.follow(open, TickFigures.NONE, null, true);
      closeIfQuiet(cell, open, TickFigures.NONE, tickEnd).ifPresent(revisions::add);
    }
    return revisions;
  }

  /** Brings actors and run up to the tick; whether the run signals. */
  private boolean advance(
      TrendCell cell, NegativeBinomialSurprise expected, CellTick tick, long count) {
    if (cell.getNewcomers() != null) {
      boolean isNew = tick.end() - cell.getFirstSeen() <= NEW.toMillis();
      cell.setNewcomers(isNew ? union(cell.getNewcomers(), tick.actors()) : null);
    }
    boolean isBurst = isBurstOpen(cell);
    boolean isRamp = isOpen(cell, ShiftKind.ramp);
    double score = score(cell, expected.residual(Math.max(0, count - 1)), isBurst || isRamp);
    boolean isKnown = isWarm(Duration.ofMillis(tick.start() - cell.getFirstSeen()));
    if (!isRamp && (isBurst || !isKnown)) {
      setRun(cell, Cusum.Run.START, null);
      return false;
    }
    Cusum.Run run = cusum.after(new Cusum.Run(cell.getRunSum(), cell.getRunTicks()), score);
    setRun(
        cell, cusum.held(run), run.ticks() == 0 ? null : union(cell.getRunActors(), tick.actors()));
    return cusum.signals(run);
  }

  /** The score to add up; how alike scores are is learned of ticks in which nothing is open. */
  private static double score(TrendCell cell, double residual, boolean isOpen) {
    double capped = Math.max(-LARGEST_SCORE, Math.min(residual, LARGEST_SCORE));
    Persistence known =
        new Persistence(cell.getScore(), cell.getScoreProducts(), cell.getScoreSquares());
    if (!isOpen) {
      Persistence learned = known.after(capped);
      cell.setScore(learned.last());
      cell.setScoreProducts(learned.products());
      cell.setScoreSquares(learned.squares());
    }
    return known.independent(capped);
  }

  private void follow(
      TrendCell cell,
      NegativeBinomialSurprise expected,
      CellTick tick,
      long count,
      List<TrendShift> revisions) {
    if (cell.getOpen().isEmpty()) {
      return;
    }
    TickFigures figures = TickFigures.of(count, tick.exposure(), expected);
    for (OpenShift open : List.copyOf(cell.getOpen())) {
      boolean isQuiet =
          BURSTS.contains(open.getShift().getKind())
              ? figures.surprise() < QUIET_SURPRISE
              : cell.getRunSum() < QUIET_SUM;
      Shifts.follow(open, figures, tick.actors(), isQuiet);
      closeIfQuiet(cell, open, figures, tick.end())
          .or(() -> Shifts.grown(open, figures, tick.end()))
          .ifPresent(revisions::add);
    }
  }

  private Optional<TrendShift> closeIfQuiet(
      TrendCell cell, OpenShift open, TickFigures figures, long tickEnd) {
    if (open.getQuietTicks() < config.quietTicks()) {
      return Optional.empty();
    }
    // What Avro reads cannot be removed from.
    List<OpenShift> others = new ArrayList<>(cell.getOpen());
    others.remove(open);
    cell.setOpen(others);
    return Optional.of(Shifts.close(open, figures, tickEnd));
  }

  private void burst(
      TrendCell cell,
      NegativeBinomialSurprise expected,
      CellTick tick,
      long count,
      List<TrendShift> revisions) {
    if (isBurstOpen(cell)) {
      return;
    }
    ByteBuffer newcomers = cell.getNewcomers();
    if (newcomers != null) {
      if (passesFloor(newcomers)) {
        cell.setNewcomers(null);
        TickFigures figures = TickFigures.of(count, tick.exposure(), expected);
        revisions.add(
            open(cell, ShiftKind.first_seen, cell.getFirstSeen(), tick, figures, newcomers));
      }
    } else if (count >= config.actorFloor() && expected.isSurprising(count, bar)) {
      TickFigures figures = TickFigures.of(count, tick.exposure(), expected);
      revisions.add(open(cell, ShiftKind.surge, tick.start(), tick, figures, tick.actors()));
    }
  }

  private void ramp(
      TrendCell cell,
      NegativeBinomialSurprise expected,
      CellTick tick,
      long count,
      boolean signals,
      List<TrendShift> revisions) {
    ByteBuffer actors = cell.getRunActors();
    if (signals
        && !isOpen(cell, ShiftKind.ramp)
        && !isBurstOpen(cell)
        && actors != null
        && passesFloor(actors)) {
      long began = tick.end() - cell.getRunTicks() * ShiftConfig.TICK.toMillis();
      TickFigures figures = TickFigures.of(count, tick.exposure(), expected);
      revisions.add(open(cell, ShiftKind.ramp, began, tick, figures, actors));
    }
  }

  private static TrendShift open(
      TrendCell cell,
      ShiftKind kind,
      long began,
      CellTick tick,
      TickFigures figures,
      ByteBuffer actors) {
    OpenShift open = Shifts.open(cell, kind, began, tick.end(), figures, actors);
    cell.getOpen().add(open);
    return open.getShift();
  }

  private static boolean isBurstOpen(TrendCell cell) {
    return BURSTS.stream().anyMatch(kind -> isOpen(cell, kind));
  }

  private static boolean isOpen(TrendCell cell, ShiftKind kind) {
    return cell.getOpen().stream().anyMatch(open -> open.getShift().getKind() == kind);
  }

  private static void setRun(TrendCell cell, Cusum.Run run, ByteBuffer actors) {
    cell.setRunSum(run.sum());
    cell.setRunTicks(run.ticks());
    cell.setRunActors(actors);
  }

  private static ByteBuffer union(ByteBuffer one, ByteBuffer other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return ActorSketch.union(one, other);
  }

  private boolean passesFloor(ByteBuffer actors) {
    return Math.round(ActorSketch.of(actors).estimate()) >= config.actorFloor();
  }

  private boolean isWarm(Duration watched) {
    return watched.compareTo(config.warmUp()) >= 0;
  }
}
