package dev.groundswell.local.rules;

import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RuleState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/** What every command takes that changes rules of a running monitor. */
final class ChangeOptions {

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

  JobConfig config() {
    return JobConfig.load(config, System.getenv());
  }

  RuleChange change(RuleState state, String text) {
    Instant from = effectiveFrom == null ? Clock.systemUTC().instant().plus(LEAD) : effectiveFrom;
    return RuleChange.newBuilder()
        .setState(state)
        .setText(text)
        .setEffectiveFrom(from.toEpochMilli())
        .setChangedBy(System.getProperty("user.name", ""))
        .setNote(note)
        .build();
  }
}
