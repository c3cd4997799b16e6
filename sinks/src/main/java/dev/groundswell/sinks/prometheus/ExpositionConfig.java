package dev.groundswell.sinks.prometheus;

import java.io.Serializable;
import java.util.Objects;

/**
 * Where and how much a process exposes.
 *
 * @param host address to listen on; loopback unless somebody else may read the metrics
 * @param ports ports to try in order
 * @param maxSeries hard cap on series; label values beyond it become {@code other}
 */
public record ExpositionConfig(String host, PortRange ports, int maxSeries)
    implements Serializable {

  public ExpositionConfig {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(ports, "ports");
    if (maxSeries < SeriesRegistry.RESERVED) {
      throw new IllegalArgumentException(
          "maxSeries is " + maxSeries + "; the catalogue alone takes " + SeriesRegistry.RESERVED);
    }
  }

  /** Loopback, ports 9249 to 9259, at most 10 000 series. */
  public static ExpositionConfig defaults() {
    return new ExpositionConfig("127.0.0.1", new PortRange(9249, 9259), 10_000);
  }
}
