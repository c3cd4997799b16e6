package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TrendCell;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Many more actors at once: {@code surge} if the tick is as surprising as {@link ShiftConfig#bar}
 * asks and has {@link ShiftConfig#actorFloor} actors; in place of that {@code first_seen} if the
 * cell was seen for the first time less than a day ago, and so many have come since.
 *
 * <p>Of a cell that has r actors a day none is in a week's warm-up with probability exp(-7 r), and
 * four more follow the first within a day with P(Poisson(r) &gt;= 4): together 6 in 100 000 at
 * most, at r = 0.6, and that once in the life of a cell.
 */
final class BurstJudge implements KindJudge {

  private static final Duration NEW = Duration.ofDays(1);

  /** A tick is quiet below this surprise; one in twenty is not. */
  private static final double QUIET_SURPRISE = 1.3;

  private final int actorFloor;
  private final double bar;

  BurstJudge(ShiftConfig config) {
    this.actorFloor = config.actorFloor();
    this.bar = config.bar();
  }

  @Override
  public boolean judges(ShiftKind kind) {
    return OpenShifts.BURSTS.contains(kind);
  }

  @Override
  public TickFigures figures(JudgedTick tick) {
    return tick.figures();
  }

  @Override
  public ByteBuffer actors(CellTick tick) {
    return tick.actors().sketch();
  }

  @Override
  public void advance(TrendCell cell, JudgedTick tick) {
    if (cell.getNewcomers() != null) {
      boolean isNew = tick.tick().end() - cell.getFirstSeen() <= NEW.toMillis();
      cell.setNewcomers(
          isNew ? ActorSketch.union(cell.getNewcomers(), tick.tick().actors().sketch()) : null);
    }
  }

  @Override
  public boolean isQuiet(TrendCell cell, CellTick tick, TickFigures figures) {
    return figures.surprise() < QUIET_SURPRISE;
  }

  @Override
  public Optional<OpenShift> open(TrendCell cell, JudgedTick tick) {
    if (OpenShifts.isBurst(cell)) {
      return Optional.empty();
    }
    return cell.getNewcomers() == null ? surge(cell, tick) : firstSeen(cell, tick);
  }

  private Optional<OpenShift> firstSeen(TrendCell cell, JudgedTick tick) {
    ByteBuffer newcomers = cell.getNewcomers();
    if (Actors.of(newcomers).count() < actorFloor) {
      return Optional.empty();
    }
    cell.setNewcomers(null);
    return Optional.of(open(cell, ShiftKind.first_seen, cell.getFirstSeen(), tick, newcomers));
  }

  private Optional<OpenShift> surge(TrendCell cell, JudgedTick tick) {
    Actors actors = tick.tick().actors();
    return actors.count() >= actorFloor && tick.expected().isSurprising(actors.count(), bar)
        ? Optional.of(open(cell, ShiftKind.surge, tick.tick().start(), tick, actors.sketch()))
        : Optional.empty();
  }

  private static OpenShift open(
      TrendCell cell, ShiftKind kind, long began, JudgedTick tick, ByteBuffer actors) {
    return Shifts.open(
        cell, new Shifts.Opening(kind, began, tick.tick().end()), tick.figures(), actors);
  }
}
