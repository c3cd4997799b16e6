package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.CellRun;
import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TrendCell;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Slowly more actors: {@code ramp} if the {@link ActorCusum} of the cell's scores signals. They are
 * those of one actor less than there were, for one who comes in every tick is a ramp in itself
 * where few do. The cell must have been known for the warm-up, since a baseline that has hardly
 * learned errs the same way tick after tick.
 */
final class RampJudge implements KindJudge {

  private final Duration warmUp;
  private final ActorCusum cusum;

  RampJudge(ShiftConfig config) {
    this.warmUp = config.warmUp();
    this.cusum = new ActorCusum(config);
  }

  @Override
  public boolean judges(ShiftKind kind) {
    return kind == ShiftKind.ramp;
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
  public void advance(TrendCell cell, JudgedTick judged) {
    CellTick tick = judged.tick();
    CellRun run = cell.getRamp();
    boolean isBurst = OpenShifts.isBurst(cell);
    boolean isRamp = OpenShifts.is(cell, ShiftKind.ramp);
    double ofOthers = judged.expected().residual(Math.max(0, judged.count() - 1));
    double score = cusum.independent(run, ofOthers);
    if (!isBurst && !isRamp) {
      // Of all: those of one less are below 0 on average, and alike for that reason alone.
      cusum.learn(run, judged.expected().residual(judged.count()));
    }
    boolean isKnown = tick.start() - cell.getFirstSeen() >= warmUp.toMillis();
    if (isRamp || (isKnown && !isBurst)) {
      cusum.add(run, score, tick.start(), tick.actors().sketch());
    } else {
      cusum.reset(run);
    }
  }

  @Override
  public boolean isQuiet(TrendCell cell, CellTick tick, TickFigures figures) {
    return cusum.isQuiet(cell.getRamp());
  }

  @Override
  public Optional<OpenShift> open(TrendCell cell, JudgedTick tick) {
    CellRun run = cell.getRamp();
    boolean opens =
        !OpenShifts.is(cell, ShiftKind.ramp) && !OpenShifts.isBurst(cell) && cusum.signals(run);
    return opens
        ? Optional.of(
            Shifts.open(
                cell,
                new Shifts.Opening(ShiftKind.ramp, run.getBegan(), tick.tick().end()),
                tick.figures(),
                run.getActors()))
        : Optional.empty();
  }
}
