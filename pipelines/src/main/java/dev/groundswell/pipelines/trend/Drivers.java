package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.Carriers.Carrier;
import dev.groundswell.schemas.CellFilter;
import dev.groundswell.schemas.CellRun;
import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendShift;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What drives the shifts of a tick: targets of other kinds, in which the same technique has as many
 * more actors, and the same ones. Looked for once all cells of the tick are judged.
 *
 * <p>A surge, and a cell that was never seen before, is held against what the tick was expected to
 * bring; a rule or a cluster that the tick is full of is named besides. Single ticks of what is
 * slow say nothing: there it is targets whose own {@link ActorCusum} is up, with the actors of its
 * run, of a filter those that passed.
 */
final class Drivers {

  /**
   * A cell that was judged.
   *
   * @param expected distinct actors that were expected
   */
  private record Judged(Cell name, TrendCell cell, double expected) {}

  private final Tick tick;
  private final Map<String, List<Judged>> byTechnique = new HashMap<>();

  Drivers(Tick tick) {
    this.tick = tick;
  }

  /** Notes a cell that was judged. */
  void add(Cell name, TrendCell cell, double expected) {
    if (Targets.SINGLE.contains(name.target().kind())) {
      byTechnique
          .computeIfAbsent(name.technique(), technique -> new ArrayList<>())
          .add(new Judged(name, cell, expected));
    }
  }

  /**
   * Says in revisions of a cell's shifts what drives them. Where a tick says nothing, and when a
   * shift closes, which is in a quiet one, what was said before stays.
   */
  void name(TrendCell cell, List<TrendShift> revisions) {
    for (TrendShift revision : revisions) {
      if (revision.getState() != ShiftState.closed) {
        List<ShiftDriver> drivers = of(cell, revision);
        if (!drivers.isEmpty()) {
          revision.setDrivers(drivers);
        }
      }
    }
  }

  private List<ShiftDriver> of(TrendCell cell, TrendShift shift) {
    return switch (shift.getKind()) {
      case ramp -> sinceItBegan(cell, shift, TrendCell::getRamp);
      case filter_decay -> sinceItBegan(cell, shift, Drivers::filterRun);
      default -> inTheTick(cell, shift);
    };
  }

  private List<ShiftDriver> inTheTick(TrendCell cell, TrendShift shift) {
    Actors actors = tick.actors(Cell.of(cell));
    double excess = actors.count() - shift.getExpected();
    if (excess <= 0) {
      return List.of();
    }
    List<ShiftDriver> targets =
        Carriers.most(
            actors.sketch(),
            excess,
            others(cell)
                .map(
                    other ->
                        Carrier.of(
                            other.name().target(), tick.actors(other.name()), other.expected())));
    TechniqueDelta had = tick.techniques().get(Cell.of(cell).key());
    return Stream.concat(targets.stream(), Tallies.of(had, actors.count())).toList();
  }

  private List<ShiftDriver> sinceItBegan(
      TrendCell cell, TrendShift shift, Function<TrendCell, CellRun> run) {
    ByteBuffer actors = actorsSinceItBegan(cell, shift);
    return Carriers.most(
        actors,
        (double) Actors.of(actors).count(),
        others(cell).flatMap(other -> rising(other, run)));
  }

  private static ByteBuffer actorsSinceItBegan(TrendCell cell, TrendShift shift) {
    return cell.getOpen().stream()
        .filter(open -> open.getShift().getShiftId().equals(shift.getShiftId()))
        .map(OpenShift::getActors)
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Carrier> rising(Judged other, Function<TrendCell, CellRun> runOf) {
    CellRun run = runOf.apply(other.cell());
    return run == null || run.getSum() < ActorCusum.QUIET_SUM
        ? Stream.of()
        : Stream.of(new Carrier(other.name().target(), Actors.of(run.getActors()), 1));
  }

  private static CellRun filterRun(TrendCell cell) {
    CellFilter filter = cell.getFilter();
    return filter == null ? null : filter.getRun();
  }

  private Stream<Judged> others(TrendCell cell) {
    return byTechnique.getOrDefault(cell.getTechnique(), List.of()).stream()
        .filter(other -> !Targets.includes(cell.getTargetKind(), other.name().target().kind()));
  }
}
