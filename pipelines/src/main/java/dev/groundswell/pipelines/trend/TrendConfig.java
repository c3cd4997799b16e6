package dev.groundswell.pipelines.trend;

import java.io.Serializable;
import java.time.Duration;

/**
 * Bounds of the trends.
 *
 * @param allowedLateness how long after its end a minute still takes late contributions; whole
 *     minutes
 * @param shifts when a cell has shifted
 */
public record TrendConfig(Duration allowedLateness, ShiftConfig shifts) implements Serializable {

  /**
   * @throws IllegalArgumentException if the lateness is no positive number of whole minutes
   */
  public TrendConfig {
    if (allowedLateness.toMinutes() < 1
        || !allowedLateness.equals(Duration.ofMinutes(allowedLateness.toMinutes()))) {
      throw new IllegalArgumentException(
          "trend.allowed-lateness is %s, it takes one or more whole minutes"
              .formatted(allowedLateness));
    }
  }

  /** Five minutes, and the defaults of shifts. */
  public static TrendConfig defaults() {
    return new TrendConfig(Duration.ofMinutes(5), ShiftConfig.defaults());
  }
}
