package dev.groundswell.local;

import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.local.baselines.BaselinesCommand;
import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.cli.Printable;
import dev.groundswell.local.demo.DemoCommand;
import dev.groundswell.local.ingest.IngestCommand;
import dev.groundswell.local.mark.MarkCommand;
import dev.groundswell.local.replay.ReplayCommand;
import dev.groundswell.local.retention.RetentionCommand;
import dev.groundswell.local.rules.RulesCommand;
import dev.groundswell.local.run.RunCommand;
import dev.groundswell.local.trends.TrendsCommand;
import dev.groundswell.pipelines.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "groundswell",
    mixinStandardHelpOptions = true,
    version = "groundswell 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    description = "Real-time abuse-trend monitor for AI services.",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      IngestCommand.class,
      RulesCommand.class,
      ReplayCommand.class,
      MarkCommand.class,
      TrendsCommand.class,
      BaselinesCommand.class,
      RetentionCommand.class
    })
public final class Groundswell {

  private Groundswell() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** All commands; what they cannot do they say in one line. */
  public static CommandLine commandLine() {
    return new CommandLine(new Groundswell())
        .setParameterExceptionHandler(
            (exception, args) -> {
              CommandLine command = exception.getCommandLine();
              command
                  .getErr()
                  .printf(
                      "groundswell: %s; see %s --help%n",
                      exception.getMessage(), command.getCommandSpec().qualifiedName());
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              if (exception instanceof CommandFailure
                  || exception instanceof ConfigException
                  || exception instanceof RuleException) {
                command.getErr().println("groundswell: " + Printable.lines(exception.getMessage()));
                return CommandLine.ExitCode.USAGE;
              }
              throw exception;
            });
  }
}
