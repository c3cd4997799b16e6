package dev.groundswell.local.rules;

import dev.groundswell.cep.lint.LintReport;
import dev.groundswell.cep.lint.RuleLint;
import dev.groundswell.cep.lint.StepShare;
import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.cli.Printable;
import dev.groundswell.local.recorded.ReadingReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundswell rules lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = {
      "Says what is wrong with the rules in a directory: each problem as file:line: key: what to do,"
          + " on standard output. What is better mended follows as warnings on standard error.",
      "Rules must load; say whose behaviour else they see, what they do not see and what the"
          + " responder does first; name an ATLAS technique; have a test that fires and three that"
          + " do not; and have samples that satisfy the step of their name and no other. If the"
          + " directory has a version.lock, behaviour may not change without the version.",
      "With --traffic, it prints besides how much of ordinary traffic takes part in each step. More"
          + " than 1 % is wrong where that makes state, as in a first step and in a count, and the"
          + " rule does not say x-broad: true.",
      "Exits 1 if anything is wrong, 2 if it cannot be run as asked."
    })
final class LintCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the rules.")
  private Path directory;

  @Option(
      names = "--renew-lock",
      description =
          "Writes version.lock in the directory, so that it lists every rule as it is; only if"
              + " nothing is wrong, and above all if no behaviour changed under its version.")
  private boolean renewLock;

  @Option(
      names = "--traffic",
      paramLabel = "FILE",
      description =
          "Events of ordinary traffic, as groundswell replay reads them; - is standard input.")
  private Path traffic;

  @Override
  public Integer call() {
    RuleDirectory.require(directory);
    LintReport report = report();
    PrintWriter out = spec.commandLine().getOut();
    report.errors().forEach(error -> out.println(Printable.of(error)));
    if (traffic != null) {
      table(report.shares()).lines().forEach(line -> out.println(Printable.of(line)));
    }
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    report.warnings().forEach(warning -> err.println("warning: " + Printable.of(warning)));
    err.printf(
        "groundswell: %d rules, %d problems, %d warnings%n",
        report.rules(), report.errors().size(), report.warnings().size());
    err.flush();
    return report.errors().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private LintReport report() {
    try {
      RuleLint lint = RuleLint.of(directory);
      if (traffic != null) {
        new ReadingReport(spec.commandLine().getErr())
            .read("--traffic", traffic)
            .events()
            .forEach(lint.traffic()::add);
      }
      return renewLock ? lint.renewLock() : lint.report();
    } catch (IOException e) {
      throw new CommandFailure("%s cannot be read or written: %s".formatted(directory, e), e);
    }
  }

  private static Table table(List<StepShare> shares) {
    Table table = new Table();
    table.add(List.of("RULE", "STEP", "EVENTS", "SHARE", "OPENS", "BROAD"));
    for (StepShare share : shares) {
      table.add(
          List.of(
              share.rule(),
              share.step().name(),
              "%,d of %,d".formatted(share.satisfied(), share.events()),
              "%.2f %%".formatted(100 * share.share()),
              yes(share.opens()),
              yes(share.step().broad())));
    }
    return table;
  }

  private static String yes(boolean is) {
    return is ? "yes" : "no";
  }
}
