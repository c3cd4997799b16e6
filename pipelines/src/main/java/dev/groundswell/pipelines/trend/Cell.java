package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.TrendCell;

/**
 * What is judged.
 *
 * @param technique how something is attacked
 * @param target what is attacked
 */
record Cell(String technique, Target target) {

  static Cell of(TrendCell state) {
    return new Cell(state.getTechnique(), new Target(state.getTargetKind(), state.getTarget()));
  }

  /** Its name in state: a format. */
  String key() {
    return technique + "\n" + target.key();
  }
}
