package dev.groundswell.sinks.prometheus;

import java.time.Duration;

/** One distribution of durations. */
@FunctionalInterface
public interface HistogramSeries {

  void observe(Duration duration);
}
