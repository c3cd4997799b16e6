package dev.groundswell.local.rules;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RuleState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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
      "The monitor says what became of them on the topic audit; what it refuses is a dead letter.",
      "Exits 2 if a file does not load, or Kafka or the topic is not there."
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
    RuleTopic topic = new RuleTopic(options.config().kafka());
    Map<String, RuleChange> changes = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : RulePack.files(path)) {
      String text = Files.readString(file);
      try {
        Rule rule = RulePack.one(withoutSuffix(file), text);
        changes.put(rule.id(), options.change(shadow ? RuleState.shadow : RuleState.active, text));
        names.add("%s %d".formatted(rule.name(), rule.version()));
      } catch (RuleException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new CommandFailure(String.join(System.lineSeparator(), problems));
    }
    topic.last(); // fails if there is none: Kafka may create it otherwise, and not compacted
    topic.put(changes);
    PrintWriter out = spec.commandLine().getOut();
    names.forEach(name -> out.println("published " + name));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static String withoutSuffix(Path file) {
    String name = file.toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
