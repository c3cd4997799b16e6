package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.RateRatio;
import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendReach;
import dev.groundswell.schemas.TrendShift;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Revisions of shifts. They hold nothing of when or where they were made, so that a replay makes
 * the same, but for a driver that is a cluster, whose share is a bound.
 */
final class Shifts {

  /**
   * A revision is worth its while when a figure has become so many times what the last one said: a
   * shift that grows a thousandfold has ten.
   */
  private static final double NOTABLE = 2;

  /** Smaller surprises say nothing, be they twice as large as others. */
  private static final double LEAST_SURPRISE = 1.3;

  private Shifts() {}

  /**
   * That a shift opens.
   *
   * @param began start of the tick in which the change began, milliseconds since the epoch
   * @param opened end of the tick that opens it, milliseconds since the epoch
   */
  record Opening(ShiftKind kind, long began, long opened) {}

  /**
   * A shift that opens.
   *
   * @param figures of the tick that opens it
   * @param actors sketch of the actors since it began
   */
  static OpenShift open(TrendCell cell, Opening opening, TickFigures figures, ByteBuffer actors) {
    return open(Cell.of(cell), cell.getFirstSeen(), opening, figures, actors);
  }

  /** One of a technique over all targets of a kind. */
  static OpenShift open(TrendReach reach, Opening opening, TickFigures figures, ByteBuffer actors) {
    return open(
        new Cell(reach.getTechnique(), new Target(reach.getTargetKind(), Targets.ALL)),
        reach.getFirstSeen(),
        opening,
        figures,
        actors);
  }

  private static OpenShift open(
      Cell cell, long firstSeen, Opening opening, TickFigures figures, ByteBuffer actors) {
    TrendShift.Builder shift =
        TrendShift.newBuilder()
            .setShiftId(id(cell, opening))
            .setRevision(1)
            .setKind(opening.kind())
            .setState(ShiftState.opened)
            .setTechnique(cell.technique())
            .setTargetKind(cell.target().kind())
            .setTarget(cell.target().value())
            .setOpened(opening.opened())
            .setBegan(opening.began())
            .setFirstSeen(firstSeen)
            .setPeakSurprise(figures.surprise())
            .setPeakRateRatio(figures.ratioOrNone())
            .setTotalActors(ActorSketch.of(actors).estimate());
    return new OpenShift(
        with(shift, figures, opening.opened()).build(),
        figures.surprise(),
        figures.ratioOrNone(),
        0,
        actors,
        Growth.after(List.of(), figures));
  }

  /** Adds a later tick to what is known of a shift. */
  static void follow(OpenShift open, TickFigures figures, ByteBuffer actors, boolean isQuiet) {
    open.setPeakSurprise(Math.max(open.getPeakSurprise(), figures.surprise()));
    open.setPeakRateRatio(Math.max(open.getPeakRateRatio(), figures.ratioOrNone()));
    open.setQuietTicks(isQuiet ? open.getQuietTicks() + 1 : 0);
    open.setActors(ActorSketch.union(open.getActors(), actors));
    open.setTicks(Growth.after(open.getTicks(), figures));
  }

  /** The next revision, if the shift has grown notably since the last. */
  static Optional<TrendShift> grown(OpenShift open, TickFigures figures, long tickEnd) {
    TrendShift last = open.getShift();
    boolean isNotable =
        open.getPeakSurprise() >= NOTABLE * Math.max(LEAST_SURPRISE, last.getPeakSurprise())
            || open.getPeakRateRatio() >= NOTABLE * last.getPeakRateRatio()
            || ActorSketch.of(open.getActors()).estimate() >= NOTABLE * last.getTotalActors();
    return isNotable ? Optional.of(update(open, figures, tickEnd)) : Optional.empty();
  }

  /** The last revision. */
  static TrendShift close(OpenShift open, TickFigures figures, long tickEnd) {
    TrendShift closed = revise(open, ShiftState.closed, figures, tickEnd);
    closed.setClosed(tickEnd);
    return closed;
  }

  /** The next revision, of a shift that has grown. */
  static TrendShift update(OpenShift open, TickFigures figures, long tickEnd) {
    return revise(open, ShiftState.updated, figures, tickEnd);
  }

  private static TrendShift revise(
      OpenShift open, ShiftState state, TickFigures figures, long tickEnd) {
    TrendShift last = open.getShift();
    TrendShift.Builder next =
        TrendShift.newBuilder(last)
            .setRevision(last.getRevision() + 1)
            .setState(state)
            .setPeakSurprise(open.getPeakSurprise())
            .setPeakRateRatio(open.getPeakRateRatio())
            .setTotalActors(ActorSketch.of(open.getActors()).estimate());
    TrendShift revision = with(next, figures, tickEnd).build();
    open.setShift(revision);
    return revision;
  }

  private static TrendShift.Builder with(
      TrendShift.Builder shift, TickFigures figures, long tickEnd) {
    Optional<RateRatio> ratio = figures.ratio();
    return shift
        .setUpdated(tickEnd)
        .setDistinctActors(figures.count())
        .setExpected(figures.expected())
        .setExposure(figures.exposure())
        .setSurprise(figures.surprise())
        .setRateRatio(ratio.map(RateRatio::estimate).orElse(null))
        .setRateRatioLow(ratio.map(known -> known.interval().low()).orElse(null))
        .setRateRatioHigh(ratio.map(known -> known.interval().high()).orElse(null));
  }

  private static String id(Cell cell, Opening opening) {
    return HashId.of(
        opening.kind().name(),
        cell.technique(),
        cell.target().kind().name(),
        cell.target().value(),
        Long.toString(opening.opened()));
  }
}
