package dev.groundswell.pipelines.decide;

import java.io.Serializable;
import java.time.Duration;

/**
 * When people are disturbed.
 *
 * @param suppression how long after a page the same rule does not page again for the same group;
 *     zero to page each time
 * @param riskHalfLife how long until a detection counts half against its actor
 * @param riskBar the points at which an actor is worth a page
 */
public record DecideConfig(Duration suppression, Duration riskHalfLife, int riskBar)
    implements Serializable {

  /**
   * @throws IllegalArgumentException naming the key whose value is out of bounds
   */
  public DecideConfig {
    if (suppression.isNegative()) {
      throw new IllegalArgumentException(
          "decide.suppression is %s, it takes 0 s or more".formatted(suppression));
    }
    if (riskHalfLife.toMillis() < 1) {
      throw new IllegalArgumentException(
          "decide.risk-half-life is %s, it takes 1 ms or more".formatted(riskHalfLife));
    }
    if (riskBar < 1) {
      throw new IllegalArgumentException(
          "decide.risk-bar is %d, it takes 1 or more".formatted(riskBar));
    }
  }

  /** An hour, an hour, and what two rules of level high have together for a good hour. */
  public static DecideConfig defaults() {
    return new DecideConfig(Duration.ofHours(1), Duration.ofHours(1), 100);
  }
}
