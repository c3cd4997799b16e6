package dev.groundswell.local.retention;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.cli.Printable;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.pipelines.config.RetentionConfig;
import dev.groundswell.sinks.elasticsearch.DatedIndex;
import dev.groundswell.sinks.elasticsearch.Retention;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundswell retention}. */
@Command(
    name = "retention",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes the indices in Elasticsearch whose time is over, by elasticsearch.retention.* of the"
          + " configuration, and names each; for servers without index lifecycle management. Run it"
          + " once a day. Indices that are not Groundswell's are left alone.",
      "Exits 2 if Elasticsearch cannot be reached or refuses. What is deleted by then is named; the"
          + " rest is for the next time."
    })
public final class RetentionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Configuration of the index job.")
  private Path config;

  @Option(names = "--dry-run", description = "Only says what would be deleted.")
  private boolean dryRun;

  @Override
  public Integer call() {
    RetentionConfig settings = JobConfig.load(config, System.getenv()).retention();
    try (Retention retention = Retention.open(settings.elasticsearch(), settings.kept())) {
      List<DatedIndex> expired = retention.expired(Clock.systemUTC().instant());
      for (DatedIndex index : expired) {
        if (!dryRun) {
          retention.delete(index);
        }
        tell(index, settings);
      }
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          "groundswell: %d indices %s%n", expired.size(), dryRun ? "would be deleted" : "deleted");
      err.flush();
      return CommandLine.ExitCode.OK;
    } catch (IOException e) {
      throw new CommandFailure(
          "Elasticsearch at %s: %s".formatted(settings.elasticsearch().hosts(), e.getMessage()), e);
    }
  }

  private void tell(DatedIndex index, RetentionConfig settings) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        Printable.of(
            "%s %s: ended %s, kept %d d"
                .formatted(
                    dryRun ? "would delete" : "deleted",
                    index.name(),
                    index.end(),
                    settings.kept().get(index.family()).toDays())));
    out.flush();
  }
}
