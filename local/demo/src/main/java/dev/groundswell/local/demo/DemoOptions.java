package dev.groundswell.local.demo;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.cli.DurationConverter;
import dev.groundswell.local.simulator.HistoryConfig;
import dev.groundswell.local.simulator.SimulationConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the demo as given. */
final class DemoOptions {

  /**
   * Event time that a bounded run spans unless told otherwise: half as much again as the longest
   * window.
   */
  private static final Duration SPAN = Duration.ofMinutes(90);

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long traffic is sent, such as 90s or 10m. Default: until Ctrl-C.")
  private Duration duration;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Records sent per second, on average. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of all traffic, ids and the pseudonym key; equal seeds give equal alert ids."
              + " Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--time-scale",
      paramLabel = "N",
      description =
          "Event time passes N times as fast as time: it starts at now - N x duration and ends"
              + " now. Default: 1 without --duration; with it, what makes the run span 90"
              + " minutes of event time, so that every rule's window fits.")
  private Integer timeScale;

  @Option(
      names = "--history",
      paramLabel = "DAYS",
      converter = DurationConverter.class,
      description =
          "First sends so many days of simulated traffic at full speed, such as 28d, in which trends"
              + " are planted; between 7d and 60d, and what is planted needs 19d. Default: none.")
  private Duration history;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where the servers keep their data. Default: a temporary directory, deleted at the"
              + " end.")
  private Path dataDir;

  @Option(
      names = "--port-base",
      paramLabel = "PORT",
      defaultValue = "19200",
      description =
          "First of four ports on 127.0.0.1: Elasticsearch, Kafka, Flink's web UI, metrics."
              + " Default: ${DEFAULT-VALUE}.")
  private int portBase;

  @Option(
      names = "--plain",
      description = "Print one line at a time instead of a screen that refreshes itself.")
  private boolean plain;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the summary as JSON to this file as well.")
  private Path summary;

  Optional<Duration> duration() {
    return Optional.ofNullable(duration);
  }

  int rate() {
    return rate;
  }

  long seed() {
    return seed;
  }

  int timeScale() {
    if (timeScale != null) {
      return timeScale;
    }
    return duration == null
        ? 1
        : (int) Math.max(1, Math.ceil((double) SPAN.toMillis() / duration.toMillis()));
  }

  Optional<Path> dataDir() {
    return Optional.ofNullable(dataDir);
  }

  Optional<Path> summary() {
    return Optional.ofNullable(summary);
  }

  boolean plain() {
    return plain;
  }

  int elasticsearchPort() {
    return portBase;
  }

  int kafkaPort() {
    return portBase + 1;
  }

  int flinkPort() {
    return portBase + 2;
  }

  int metricsPort() {
    return portBase + 3;
  }

  /**
   * What to simulate from a moment on.
   *
   * @throws CommandFailure if the options ask for what cannot be simulated
   */
  SimulationConfig simulation(Instant begin) {
    try {
      Duration ahead = duration().orElse(Duration.ZERO).multipliedBy(timeScale() - 1L);
      return new SimulationConfig(
          seed, rate, duration(), timeScale(), begin.minus(ahead).truncatedTo(ChronoUnit.SECONDS));
    } catch (ArithmeticException e) {
      throw new CommandFailure("the traffic is too long to be counted: lower --duration", e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  /**
   * What to simulate before, up to a moment.
   *
   * @throws CommandFailure if the options ask for what cannot be simulated
   */
  Optional<HistoryConfig> history(Instant end) {
    try {
      return Optional.ofNullable(history).map(length -> new HistoryConfig(seed, length, end));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--history: " + e.getMessage(), e);
    }
  }

  /** Fails on what would otherwise fail only once the servers run. */
  void validate() {
    if (portBase < 1024 || portBase > 65_532) {
      throw new CommandFailure("--port-base must be between 1024 and 65532, not " + portBase);
    }
    simulation(Instant.EPOCH);
    history(Instant.EPOCH);
    summary().ifPresent(DemoOptions::requireWritable);
  }

  private static void requireWritable(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || Files.isDirectory(file)) {
      throw new CommandFailure("--summary %s is a directory, not a file".formatted(file));
    }
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(
          "--summary %s cannot be written: there is no directory %s".formatted(file, directory));
    }
    if (!Files.isWritable(Files.exists(file) ? file : directory)) {
      throw new CommandFailure("--summary %s cannot be written: no permission".formatted(file));
    }
  }
}
