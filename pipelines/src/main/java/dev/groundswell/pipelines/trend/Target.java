package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendDelta;

/**
 * What is attacked.
 *
 * @param kind what it is
 * @param value its name; pairs are joined by {@code |}
 */
record Target(TargetKind kind, String value) {

  private static final String PAIR = "|";

  static Target of(TrendDelta pane) {
    return new Target(pane.getTargetKind(), pane.getTarget());
  }

  /** Its name in keys and state: a format. */
  String key() {
    return kind + ":" + value;
  }

  /**
   * The key under which requests are counted that reach it: its own, or the kind where they reach
   * no single target. A format.
   */
  String exposureKey() {
    return Targets.hasExposure(kind) ? key() : kind.name();
  }

  /** The one that has this key. */
  static Target ofKey(String key) {
    int value = key.indexOf(':') + 1;
    return new Target(TargetKind.valueOf(key.substring(0, value - 1)), key.substring(value));
  }

  static Target pair(TargetKind kind, String first, String second) {
    return new Target(kind, first + PAIR + second);
  }
}
