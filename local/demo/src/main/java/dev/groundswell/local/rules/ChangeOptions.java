package dev.groundswell.local.rules;

import dev.groundswell.local.cli.DurationConverter;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RuleState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What every command takes that changes rules of a running monitor. */
final class ChangeOptions {

  /** For the help of every such command. */
  static final String EXIT_CODES =
      "Exits 1 if the monitor refuses a change, 3 if no monitor has answered, 2 if it cannot be"
          + " done as asked, or Kafka or the topic is not there.";

  /** Long enough for every subtask to hear of it before the first event of that time. */
  private static final Duration LEAD = Duration.ofSeconds(10);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Configuration of the monitor: its Kafka, its topics and its rules.")
  private Path config;

  @Option(
      names = "--effective-from",
      paramLabel = "TIME",
      description =
          "From which event time on, such as 2026-01-31T12:00:00Z. Ten seconds from now, if it is not"
              + " given: what was matched before the monitor hears of it is not matched again.")
  private Instant effectiveFrom;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why; for the audit.")
  private String note;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "How long to wait for a monitor's answer, such as 90s. ${DEFAULT-VALUE}.")
  private Duration patience;

  @Option(names = "--no-wait", description = "Not to wait for a monitor's answer.")
  private boolean noWait;

  /** Sends changes, by the rules' ids, tells what became of them, and returns the exit code. */
  int send(Map<String, Publication.Change> changes, CommandSpec command) {
    return new Publication(config().kafka(), command)
        .send(changes, noWait ? Optional.empty() : Optional.of(patience));
  }

  JobConfig config() {
    return JobConfig.load(config, System.getenv());
  }

  /** From which event time on all changes of this command are to be. */
  Instant effectiveFrom() {
    if (effectiveFrom == null) {
      effectiveFrom = Clock.systemUTC().instant().plus(LEAD);
    }
    return effectiveFrom;
  }

  RuleChange change(RuleState state, String text) {
    return RuleChange.newBuilder()
        .setState(state)
        .setText(text)
        .setEffectiveFrom(effectiveFrom().toEpochMilli())
        .setChangedBy(System.getProperty("user.name", ""))
        .setNote(note)
        .build();
  }
}
