package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TrendCell;
import java.nio.ByteBuffer;
import java.util.Optional;

/** When shifts of some kind open in a cell, and when a tick is quiet to them. */
interface KindJudge {

  boolean judges(ShiftKind kind);

  /** What a tick says of a shift. */
  TickFigures figures(JudgedTick tick);

  /** Sketch of the tick's actors that belong to a shift; null if there are none. */
  ByteBuffer actors(CellTick tick);

  /** Brings what it keeps in the cell up to a tick. */
  void advance(TrendCell cell, JudgedTick tick);

  /** Whether the tick, up to which the cell was brought, says nothing of an open shift. */
  boolean isQuiet(TrendCell cell, CellTick tick, TickFigures figures);

  /** The shift that the tick, up to which the cell was brought, opens. */
  Optional<OpenShift> open(TrendCell cell, JudgedTick tick);
}
