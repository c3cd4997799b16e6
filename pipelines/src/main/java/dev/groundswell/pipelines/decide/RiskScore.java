package dev.groundswell.pipelines.decide;

import dev.groundswell.schemas.RuleLevel;
import java.io.Serializable;
import java.time.Duration;

/**
 * What a detection counts against its actor: points by level, which halve with time. The points are
 * the risk scores that Elastic Security gives to its four severities.
 *
 * @param halfLife how long until half of the points are left
 */
record RiskScore(Duration halfLife) implements Serializable {

  private static final double NEGLIGIBLE = 1;

  /** What is left of the points of a level after a time; never negative. */
  double left(RuleLevel level, Duration age) {
    return points(level) * Math.pow(2, -age.toMillis() / (double) halfLife.toMillis());
  }

  /** How long it takes until less than a point is left. */
  Duration lifetime(RuleLevel level) {
    double halvings = Math.log(points(level) / NEGLIGIBLE) / Math.log(2);
    return Duration.ofMillis((long) Math.ceil(halvings * halfLife.toMillis()));
  }

  static int points(RuleLevel level) {
    return switch (level) {
      case informational -> 1;
      case low -> 21;
      case medium -> 47;
      case high -> 73;
      case critical -> 99;
    };
  }
}
