package dev.groundswell.sinks.prometheus;

/** One series that says how things stand. */
@FunctionalInterface
public interface GaugeSeries {

  void set(double value);
}
