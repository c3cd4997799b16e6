package dev.groundswell.local.rules;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RuleRow;
import dev.groundswell.local.cli.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundswell rules list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the rules in a directory: version, status, level, ATLAS techniques, what each fires on,"
          + " and per what.",
      "Exits 2 if they do not load."
    })
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the rules.")
  private Path directory;

  @Override
  public Integer call() {
    Table table = new Table();
    table.add(RuleRow.HEADINGS);
    for (Rule rule : RuleDirectory.load(directory, spec.commandLine().getErr()).rules()) {
      table.add(plain(RuleRow.of(rule).cells()));
    }
    PrintWriter out = spec.commandLine().getOut();
    table.lines().forEach(line -> out.println(Printable.of(line)));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static List<String> plain(List<String> cells) {
    return cells.stream().map(cell -> cell.replace("`", "")).toList();
  }
}
