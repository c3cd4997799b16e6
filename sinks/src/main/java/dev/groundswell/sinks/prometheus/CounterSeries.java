package dev.groundswell.sinks.prometheus;

/** One series that only grows, from 0 in every process. */
@FunctionalInterface
public interface CounterSeries {

  /** Adds {@code amount}, which is not negative. */
  void add(double amount);
}
