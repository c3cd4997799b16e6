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

  /** The one that has this key. */
  static Cell ofKey(String key) {
    int target = key.indexOf('\n') + 1;
    return new Cell(key.substring(0, target - 1), Target.ofKey(key.substring(target)));
  }

  /** Its name in state: a format. */
  String key() {
    return technique + "\n" + target.key();
  }
}
