package dev.groundswell.pipelines.trend;

import java.io.Serializable;
import java.time.Duration;

/**
 * Bounds of the trends.
 *
 * @param allowedLateness how long after its end a minute still takes late contributions; whole
 *     minutes
 * @param mostTargets how many targets of a kind have a name of their own; the others are one
 * @param shifts when a cell has shifted
 */
public record TrendConfig(Duration allowedLateness, int mostTargets, ShiftConfig shifts)
    implements Serializable {

  private static final int MOST_TARGETS = 1_000;

  /**
   * @throws IllegalArgumentException if the lateness is no positive number of whole minutes, or no
   *     target has a name
   */
  public TrendConfig {
    if (allowedLateness.toMinutes() < 1
        || !allowedLateness.equals(Duration.ofMinutes(allowedLateness.toMinutes()))) {
      throw new IllegalArgumentException(
          "trend.allowed-lateness is %s, it takes one or more whole minutes"
              .formatted(allowedLateness));
    }
    if (mostTargets < 1) {
      throw new IllegalArgumentException(
          "trend.max-targets is %d, it takes 1 or more".formatted(mostTargets));
    }
  }

  /** Five minutes; a thousand; the defaults of shifts. */
  public static TrendConfig defaults() {
    return new TrendConfig(Duration.ofMinutes(5), MOST_TARGETS, ShiftConfig.defaults());
  }
}
