package dev.groundswell.local.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** A whole run, without the waiting. */
final class SimulatedRun {

  static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

  private SimulatedRun() {}

  static SimulationConfig config(long seed, int rate, int seconds, int timeScale) {
    return new SimulationConfig(
        seed, rate, Optional.of(Duration.ofSeconds(seconds)), timeScale, START);
  }

  /** Sends every record to a consumer; returns the truth file. */
  static String truthFile(SimulationConfig config, Consumer<SimulatedRecord> consumer)
      throws IOException {
    StringWriter file = new StringWriter();
    try (TruthWriter truth = new TruthWriter(file)) {
      TrafficSimulator simulator = new TrafficSimulator(config);
      while (simulator.hasNext()) {
        SimulatedRecord record = simulator.next();
        consumer.accept(record);
        truth.sent(record);
      }
    }
    return file.toString();
  }

  static Truth truth(SimulationConfig config, Consumer<SimulatedRecord> consumer)
      throws IOException {
    return Truth.read(new BufferedReader(new StringReader(truthFile(config, consumer))));
  }
}
