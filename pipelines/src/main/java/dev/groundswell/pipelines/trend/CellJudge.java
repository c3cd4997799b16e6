package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.SeasonalBaseline;
import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendShift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a cell has shifted, by the distinct actors of each tick: one actor, however noisy, is one
 * a tick, and no shift.
 */
final class CellJudge {

  private final ShiftConfig config;
  private final List<KindJudge> kinds;

  CellJudge(ShiftConfig config) {
    this.config = config;
    this.kinds = List.of(new BurstJudge(config), new RampJudge(config), new FilterJudge(config));
  }

  /**
   * What became of a tick.
   *
   * @param learned the cell's baseline after it
   * @param expected distinct actors that were expected
   * @param revisions of shifts that opened, grew or closed
   */
  record Judgement(SeasonalBaseline learned, double expected, List<TrendShift> revisions) {}

  /** A cell that has its first actors in this tick. */
  TrendCell discover(Cell cell, CellTick first) {
    return TrendCell.newBuilder()
        .setTechnique(cell.technique())
        .setTargetKind(cell.target().kind())
        .setTarget(cell.target().value())
        .setFirstSeen(first.start())
        .setLastSeen(first.start())
        .setNewcomers(isWarm(first.watched()) ? ActorSketch.empty().toBytes() : null)
        .setHour(List.of())
        .setRamp(ActorCusum.none())
        .setOpen(new ArrayList<>())
        .build();
  }

  /** Judges a tick of a cell by its baseline, and brings the cell up to it. */
  Judgement judge(TrendCell cell, SeasonalBaseline known, CellTick tick) {
    SeasonalBaseline.Judged judged =
        known.judge(
            tick.start(), tick.actors().count(), (double) tick.exposure(), tick.parentRate());
    if (tick.actors().count() > 0) {
      cell.setLastSeen(tick.start());
    }
    return new Judgement(
        judged.next(),
        judged.expected().mean(),
        isWarm(tick.watched())
            ? revisions(cell, new JudgedTick(tick, judged.expected(), FilterJudge.expected(cell)))
            : List.of());
  }

  private List<TrendShift> revisions(TrendCell cell, JudgedTick tick) {
    List<TrendShift> revisions = new ArrayList<>();
    for (KindJudge kind : kinds) {
      kind.advance(cell, tick);
    }
    for (OpenShift open : List.copyOf(cell.getOpen())) {
      follow(cell, open, tick).ifPresent(revisions::add);
    }
    for (KindJudge kind : kinds) {
      Optional<OpenShift> opened = kind.open(cell, tick);
      opened.ifPresent(cell.getOpen()::add);
      opened.map(OpenShift::getShift).ifPresent(revisions::add);
    }
    return revisions;
  }

  private Optional<TrendShift> follow(TrendCell cell, OpenShift open, JudgedTick judged) {
    KindJudge kind = judgeOf(open);
    CellTick tick = judged.tick();
    TickFigures figures = kind.figures(judged);
    Shifts.follow(open, figures, kind.actors(tick), kind.isQuiet(cell, tick, figures));
    return closeIfQuiet(cell, open, figures, tick.end())
        .or(
            () ->
                Shifts.grown(open, figures, tick.end())
                    .map(revision -> withDoublingTime(revision, open)));
  }

  private TrendShift withDoublingTime(TrendShift revision, OpenShift open) {
    revision.setDoublingTime(
        Growth.doublingTime(open, config.tickLength()).map(Duration::toMillis).orElse(null));
    return revision;
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

  private KindJudge judgeOf(OpenShift open) {
    ShiftKind kind = open.getShift().getKind();
    return kinds.stream().filter(judge -> judge.judges(kind)).findFirst().orElseThrow();
  }

  private Optional<TrendShift> closeIfQuiet(
      TrendCell cell, OpenShift open, TickFigures figures, long tickEnd) {
    if (open.getQuietTicks() < config.quietTicks()) {
      return Optional.empty();
    }
    OpenShifts.remove(cell, open);
    return Optional.of(Shifts.close(open, figures, tickEnd));
  }

  private boolean isWarm(Duration watched) {
    return watched.compareTo(config.warmUp()) >= 0;
  }
}
