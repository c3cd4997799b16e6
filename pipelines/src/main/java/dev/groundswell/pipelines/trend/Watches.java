package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TrendShift;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The mitigations whose cells are watched, for shifts that begin after them: one that began before
 * is what the mitigation is for. A technique stands for its sub-techniques too.
 */
final class Watches {

  private final List<Mitigation> mitigations;
  private final long watchMillis;

  Watches(Collection<Mitigation> mitigations, Duration watch) {
    // In the end by id, so that whoever is told of two in whatever order says the same.
    this.mitigations =
        mitigations.stream()
            .sorted(
                Comparator.comparingLong(Mitigation::getTime)
                    .reversed()
                    .thenComparing(Mitigation::getMitigationId))
            .toList();
    this.watchMillis = watch.toMillis();
  }

  /** The latest mitigation against what a shift is of, if the shift opened in its watch period. */
  Optional<Mitigation> of(TrendShift shift) {
    return mitigations.stream()
        .filter(mitigation -> protects(mitigation, shift))
        .filter(mitigation -> mitigation.getTime() <= shift.getBegan())
        .filter(mitigation -> shift.getOpened() <= mitigation.getTime() + watchMillis)
        .findFirst();
  }

  /** Has those of the revisions that open in a watch period name what was done. */
  void escalate(List<TrendShift> revisions) {
    for (TrendShift revision : revisions) {
      if (revision.getState() == ShiftState.opened) {
        of(revision)
            .ifPresent(mitigation -> revision.setMitigationId(mitigation.getMitigationId()));
      }
    }
  }

  private static boolean protects(Mitigation mitigation, TrendShift shift) {
    return (shift.getTechnique() + ".").startsWith(mitigation.getTechnique() + ".")
        && (mitigation.getTargetKind() == null
            || mitigation.getTargetKind() == shift.getTargetKind())
        && (mitigation.getTarget() == null || mitigation.getTarget().equals(shift.getTarget()));
  }
}
