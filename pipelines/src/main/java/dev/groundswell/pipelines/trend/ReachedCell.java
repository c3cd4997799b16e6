package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendShift;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A cell that a technique reached for the first time.
 *
 * @param firstSeen that it opened
 * @param actors sketch of its newcomers
 */
record ReachedCell(TrendShift firstSeen, ByteBuffer actors) {

  /** Those that the revisions of a cell's shifts tell of: one, or none. */
  static List<ReachedCell> of(TrendCell cell, List<TrendShift> revisions) {
    if (!Targets.isNamed(Cell.of(cell).target())) {
      return List.of();
    }
    return revisions.stream()
        .filter(revision -> revision.getKind() == ShiftKind.first_seen)
        .filter(revision -> revision.getState() == ShiftState.opened)
        .flatMap(
            revision ->
                cell.getOpen().stream()
                    .filter(open -> open.getShift().getShiftId().equals(revision.getShiftId())))
        .map(open -> new ReachedCell(open.getShift(), open.getActors()))
        .toList();
  }

  Cell cell() {
    Target target = new Target(firstSeen.getTargetKind(), firstSeen.getTarget());
    return new Cell(firstSeen.getTechnique(), target);
  }
}
