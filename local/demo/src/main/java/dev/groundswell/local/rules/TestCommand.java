package dev.groundswell.local.rules;

import static java.util.stream.Collectors.groupingBy;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.cli.Printable;
import dev.groundswell.local.rules.TestRun.Outcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundswell rules test}. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the embedded tests of the rules in a directory through the operator that correlates in"
          + " production. Prints a line a rule, and below it each test that fails, with the number"
          + " of detections that it expects and that it got.",
      "Exits 1 if a test fails, 2 if the rules do not load."
    })
final class TestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the rules.")
  private Path directory;

  @Override
  public Integer call() {
    RulePack pack = RuleDirectory.load(directory, spec.commandLine().getErr());
    List<Outcome> outcomes = TestRun.of(pack);
    Map<Rule, List<Outcome>> byRule = outcomes.stream().collect(groupingBy(Outcome::rule));
    PrintWriter out = spec.commandLine().getOut();
    pack.rules().forEach(rule -> print(rule, byRule.getOrDefault(rule, List.of()), out));
    out.flush();
    long failed = failures(outcomes).size();
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "groundswell: %d rules, %d tests, %d failed%n",
        pack.rules().size(), outcomes.size(), failed);
    err.flush();
    return failed == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static void print(Rule rule, List<Outcome> outcomes, PrintWriter out) {
    List<Outcome> failures = failures(outcomes);
    out.printf(
        "%s: %d tests, %d passed%n",
        Printable.of(rule.name()), outcomes.size(), outcomes.size() - failures.size());
    failures.forEach(
        failure ->
            out.printf(
                "  FAILED %s: expected %d, got %d%n",
                Printable.of(failure.test().name()),
                failure.test().expect(),
                failure.detections()));
  }

  private static List<Outcome> failures(List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> !outcome.passed()).toList();
  }
}
