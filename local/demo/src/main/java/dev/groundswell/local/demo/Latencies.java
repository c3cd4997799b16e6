package dev.groundswell.local.demo;

import dev.groundswell.local.scorecard.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * How long after the sending of the completing event its alert could be read. What a format cuts
 * off from a time counts as latency.
 */
final class Latencies {

  private Latencies() {}

  static RunSummary.Latency of(Collection<OutputTap.Seen> alerts, ScaledClock clock) {
    long[] sorted =
        alerts.stream()
            .mapToLong(
                seen ->
                    Duration.between(
                            clock.wallTime(
                                Instant.ofEpochMilli(seen.alert().getDetection().getLast())),
                            seen.seen())
                        .toMillis())
            .sorted()
            .toArray();
    return new RunSummary.Latency(quantile(sorted, 0.5), quantile(sorted, 0.99));
  }

  /** The smallest value that the given share does not exceed; 0 for none. */
  private static long quantile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
