package dev.groundswell.sinks.prometheus;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A share in the {@link Exposition} of the process, and the way to its series.
 *
 * <p>A series is born at 0 when it is first asked for: ask for every known one in {@code open()},
 * because {@code increase()} does not see the step of a series that is born at 1. Label values are
 * cut and cleaned; beyond the cap they become {@code other}. Thread-safe.
 */
public final class ExpositionLease implements AutoCloseable {

  private final Exposition exposition;
  private final AtomicBoolean open = new AtomicBoolean(true);

  ExpositionLease(Exposition exposition) {
    this.exposition = exposition;
  }

  /** The counter of {@code metric} with these label values, in the catalogue's order. */
  public CounterSeries counter(Metric metric, String... labelValues) {
    return exposition.series().counter(metric, labelValues);
  }

  /** The gauge of {@code metric} with these label values, in the catalogue's order. */
  public GaugeSeries gauge(Metric metric, String... labelValues) {
    return exposition.series().gauge(metric, labelValues);
  }

  /** The histogram of {@code metric} with these label values, in the catalogue's order. */
  public HistogramSeries histogram(Metric metric, String... labelValues) {
    return exposition.series().histogram(metric, labelValues);
  }

  /** The port that was found free. */
  public int port() {
    return exposition.port();
  }

  /** Gives the share back; the last one stops the server. May be called more than once. */
  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      exposition.giveBack();
    }
  }
}
