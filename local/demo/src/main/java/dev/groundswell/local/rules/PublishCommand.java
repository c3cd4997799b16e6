package dev.groundswell.local.rules;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.schemas.RuleState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundswell rules publish}. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Gives rules to a running monitor: new ones, and new versions of those that it has. They become"
          + " active, whatever was before. Nothing is sent unless every file loads by itself.",
      "Prints what a monitor says of each, which is on the topic audit too; what it refuses is a dead"
          + " letter.",
      ChangeOptions.EXIT_CODES
    })
final class PublishCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "PATH",
      description = "A rule file, or a directory of them.")
  private Path path;

  @Option(names = "--shadow", description = "They are counted and indexed, and do not page.")
  private boolean shadow;

  @Mixin private ChangeOptions options;

  @Override
  public Integer call() throws IOException {
    RuleDirectory.require(path);
    Map<String, Publication.Change> changes = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Path file : RulePack.files(path)) {
      try {
        String text = RulePack.text(file);
        Rule rule = RulePack.one(file.toString(), text);
        RuleDirectory.warn(file.toString(), text, spec.commandLine().getErr());
        if (changes.put(rule.id(), change(rule, text)) != null) {
          problems.add("%s:1: id: another file has %s too".formatted(file, rule.id()));
        }
      } catch (RuleException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new CommandFailure(String.join(System.lineSeparator(), problems));
    }
    new RuleTopic(options.config().kafka()).require();
    return options.send(changes, spec);
  }

  private Publication.Change change(Rule rule, String text) {
    return new Publication.Change(
        rule.name(),
        options.change(shadow ? RuleState.shadow : RuleState.active, text),
        "published %s %d".formatted(rule.name(), rule.version()));
  }
}
