package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.DriverKind;
import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ReachedTarget;
import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TrendReach;
import dev.groundswell.schemas.TrendShift;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A technique that reaches new places: {@code spread} if {@code first_seen} opened at three targets
 * of a kind within a week. It grows with every further one, and closes when none was reached for a
 * day, which is how long a target takes to be found: newcomers are counted for a day. What it had
 * reached is told by then, so the next one takes three others.
 *
 * <p>It takes three false {@code first_seen} to open a false one, so there is one for three of
 * those at the most, however cells depend on each other. If they do not, each of N targets that a
 * technique has not reached is false with a probability of 6 in 100 000 at most, once for all
 * ({@link BurstJudge}), and three of them with (6e-5 N)^3 / 6: 4 in 100 000 for N = 1000.
 */
final class SpreadJudge {

  /** Two may be one product that is served from two places. */
  private static final int LEAST_TARGETS = 3;

  private static final int MOST_DRIVERS = 10;
  private static final long WITHIN = Duration.ofDays(7).toMillis();
  private static final long QUIET = Duration.ofDays(1).toMillis();

  private static final Comparator<ReachedTarget> EARLIEST_FIRST =
      Comparator.comparingLong(ReachedTarget::getTold).thenComparing(ReachedTarget::getTarget);

  /**
   * Brings a technique up to a tick.
   *
   * @param found cells that the tick found to be reached
   * @return the revision that the tick makes, if any
   */
  Optional<TrendShift> judge(TrendReach reach, List<ReachedCell> found, long tickEnd) {
    Optional<OpenShift> open = OpenShifts.of(reach, ShiftKind.spread);
    remember(reach, found, open.isPresent() ? Long.MIN_VALUE : tickEnd - WITHIN);
    return open.map(shift -> follow(reach, shift, found, tickEnd))
        .orElseGet(() -> open(reach, found, tickEnd));
  }

  private static void remember(TrendReach reach, List<ReachedCell> found, long toldAfter) {
    List<ReachedTarget> reached = new ArrayList<>(reach.getReached());
    for (ReachedCell cell : found) {
      TrendShift shift = cell.firstSeen();
      reached.add(
          new ReachedTarget(shift.getTarget(), shift.getBegan(), shift.getOpened(), cell.actors()));
    }
    reached.removeIf(target -> target.getTold() <= toldAfter);
    reached.sort(EARLIEST_FIRST);
    reach.setReached(reached);
  }

  private static Optional<TrendShift> open(
      TrendReach reach, List<ReachedCell> found, long tickEnd) {
    List<ReachedTarget> reached = reach.getReached();
    if (found.isEmpty() || reached.size() < LEAST_TARGETS) {
      return Optional.empty();
    }
    long began = reached.stream().mapToLong(ReachedTarget::getBegan).min().orElseThrow();
    OpenShift open =
        Shifts.open(
            reach,
            new Shifts.Opening(ShiftKind.spread, began, tickEnd),
            figures(found),
            actors(reached.stream().map(ReachedTarget::getActors).toList()));
    open.getShift().setFirstSeen(began);
    open.getShift().setDrivers(drivers(reach, open));
    reach.getOpen().add(open);
    return Optional.of(open.getShift());
  }

  private static Optional<TrendShift> follow(
      TrendReach reach, OpenShift open, List<ReachedCell> found, long tickEnd) {
    if (!found.isEmpty()) {
      TickFigures figures = figures(found);
      Shifts.follow(open, figures, actors(found.stream().map(ReachedCell::actors).toList()), false);
      TrendShift grown = Shifts.update(open, figures, tickEnd);
      grown.setDrivers(drivers(reach, open));
      return Optional.of(grown);
    }
    long last = reach.getReached().get(reach.getReached().size() - 1).getTold();
    if (tickEnd - last < QUIET) {
      return Optional.empty();
    }
    OpenShifts.remove(reach, open);
    reach.setReached(new ArrayList<>());
    return Optional.of(Shifts.close(open, TickFigures.NONE, tickEnd));
  }

  private static TickFigures figures(List<ReachedCell> found) {
    long actors = 0;
    double expected = 0;
    long exposure = 0;
    double surprise = 0;
    for (ReachedCell cell : found) {
      TrendShift shift = cell.firstSeen();
      actors += shift.getDistinctActors();
      expected += shift.getExpected();
      exposure += shift.getExposure();
      surprise = Math.max(surprise, shift.getSurprise());
    }
    return new TickFigures(actors, expected, exposure, surprise, Optional.empty());
  }

  private static ByteBuffer actors(List<ByteBuffer> sketches) {
    return sketches.stream().reduce(null, ActorSketch::union);
  }

  private static List<ShiftDriver> drivers(TrendReach reach, OpenShift open) {
    DriverKind kind = DriverKind.valueOf(reach.getTargetKind().name());
    double all = open.getShift().getTotalActors();
    return reach.getReached().stream()
        .limit(MOST_DRIVERS)
        .map(
            target -> {
              double actors = (double) Actors.of(target.getActors()).count();
              return new ShiftDriver(kind, target.getTarget(), actors, Math.min(1, actors / all));
            })
        .toList();
  }
}
