package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendReach;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The shifts that are open in a cell. */
final class OpenShifts {

  /** Of which one at most is open at a time. */
  static final Set<ShiftKind> BURSTS = EnumSet.of(ShiftKind.surge, ShiftKind.first_seen);

  private OpenShifts() {}

  static boolean isBurst(TrendCell cell) {
    return BURSTS.stream().anyMatch(kind -> is(cell, kind));
  }

  static boolean is(TrendCell cell, ShiftKind kind) {
    return cell.getOpen().stream().anyMatch(open -> open.getShift().getKind() == kind);
  }

  static void remove(TrendCell cell, OpenShift open) {
    // What Avro reads cannot be removed from.
    List<OpenShift> others = new ArrayList<>(cell.getOpen());
    others.remove(open);
    cell.setOpen(others);
  }

  static Optional<OpenShift> of(TrendReach reach, ShiftKind kind) {
    return reach.getOpen().stream().filter(open -> open.getShift().getKind() == kind).findFirst();
  }

  static void remove(TrendReach reach, OpenShift open) {
    List<OpenShift> others = new ArrayList<>(reach.getOpen());
    others.remove(open);
    reach.setOpen(others);
  }
}
