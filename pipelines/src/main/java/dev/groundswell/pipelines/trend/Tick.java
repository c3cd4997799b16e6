package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendDelta;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all targets had in a tick. Requests of a kind that has none of its own are those of all
 * products.
 *
 * @param start milliseconds since the epoch
 * @param end exclusive, milliseconds since the epoch
 * @param exposures requests by target key
 * @param ofKinds requests of all targets of a kind
 * @param techniques what was done, by cell key, in the order of these
 * @param cells the cells of these keys
 */
record Tick(
    long start,
    long end,
    Map<String, Long> exposures,
    Map<TargetKind, Long> ofKinds,
    Map<String, TechniqueDelta> techniques,
    Map<String, Cell> cells) {

  static Tick of(long start, long end, Collection<TrendDelta> panes) {
    Map<String, Long> exposures = new TreeMap<>();
    Map<String, TechniqueDelta> techniques = new TreeMap<>();
    Map<String, Cell> cells = new TreeMap<>();
    Map<TargetKind, Long> ofKinds = new EnumMap<>(TargetKind.class);
    for (TrendDelta pane : panes) {
      Target target = Target.of(pane);
      exposures.put(target.key(), pane.getExposure());
      ofKinds.merge(target.kind(), pane.getExposure(), Long::sum);
      for (TechniqueDelta technique : pane.getTechniques()) {
        Cell cell = new Cell(technique.getTechnique(), target);
        cells.put(cell.key(), cell);
        techniques.put(cell.key(), technique);
      }
    }
    return new Tick(start, end, exposures, ofKinds, techniques, cells);
  }

  /** Who attacked in the cell. */
  Actors actors(Cell cell) {
    TechniqueDelta technique = techniques.get(cell.key());
    return technique == null ? Actors.NONE : Actors.of(technique.getActors());
  }

  /** Whose calls were found abusive in the cell afterwards. */
  Reviewed reviewed(Cell cell) {
    TechniqueDelta technique = techniques.get(cell.key());
    return technique == null ? Reviewed.NONE : Reviewed.of(technique.getReviewedActors());
  }

  /** Requests of all products. */
  long ofProducts() {
    return ofKinds.getOrDefault(TargetKind.product, 0L);
  }

  /** Requests that reached the target; 0 if it can neither be judged nor learned. */
  long exposure(Target target) {
    return Targets.hasExposure(target.kind())
        ? exposures.getOrDefault(target.key(), 0L)
        : ofProducts();
  }
}
