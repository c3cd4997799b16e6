package dev.groundswell.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs of one contestant over one recording, each beside a run over its first event alone. */
final class Series {

  /** What an event costs, in microseconds. */
  record Cost(double cpu, double wall) {}

  private static final double NANOS_PER_MICRO = 1000;

  private final long events;
  private final List<Outcome> runs = new ArrayList<>();
  private final List<Outcome> startsAndStops = new ArrayList<>();

  /**
   * No runs yet.
   *
   * @param events in the recording
   */
  Series(long events) {
    this.events = events;
  }

  void add(Outcome run, Outcome startAndStop) {
    runs.add(run);
    startsAndStops.add(startAndStop);
  }

  /** Medians, without what it takes to start and to stop a job. */
  Cost cost() {
    return new Cost(perEvent(Outcome::cpu), perEvent(Outcome::wall));
  }

  private double perEvent(Function<Outcome, Duration> time) {
    return (median(runs, time) - median(startsAndStops, time)) / NANOS_PER_MICRO / (events - 1);
  }

  private static double median(List<Outcome> outcomes, Function<Outcome, Duration> time) {
    List<Long> nanos = outcomes.stream().map(time).map(Duration::toNanos).sorted().toList();
    int half = nanos.size() / 2;
    return nanos.size() % 2 == 1 ? nanos.get(half) : (nanos.get(half - 1) + nanos.get(half)) / 2.0;
  }
}
