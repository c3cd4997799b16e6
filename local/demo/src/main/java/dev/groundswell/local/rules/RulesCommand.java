package dev.groundswell.local.rules;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.cli.Printable;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.pipelines.rules.RuleHistory;
import dev.groundswell.schemas.RuleRecord;
import dev.groundswell.schemas.RuleState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundswell rules}. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Looks at rules: at what is wrong with them, and at what they do. Changes those of a running"
            + " monitor.",
    subcommands = {
      LintCommand.class,
      ListCommand.class,
      TestCommand.class,
      ExplainCommand.class,
      PublishCommand.class
    })
public final class RulesCommand {

  private static final String RULE = "Name or id of the rule.";

  @Spec private CommandSpec spec;

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = {
        "Stops a rule of a running monitor; what it has open stays open.",
        ChangeOptions.EXIT_CODES
      })
  int pause(
      @Parameters(paramLabel = "RULE", description = RULE) String rule,
      @Mixin ChangeOptions options) {
    return change(rule, RuleState.paused, options);
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a rule active again that was paused or in shadow.",
        ChangeOptions.EXIT_CODES
      })
  int resume(
      @Parameters(paramLabel = "RULE", description = RULE) String rule,
      @Mixin ChangeOptions options) {
    return change(rule, RuleState.active, options);
  }

  @Command(
      name = "shadow",
      mixinStandardHelpOptions = true,
      description = {
        "Lets a rule of a running monitor go on without paging anybody.",
        ChangeOptions.EXIT_CODES
      })
  int shadow(
      @Parameters(paramLabel = "RULE", description = RULE) String rule,
      @Mixin ChangeOptions options) {
    return change(rule, RuleState.shadow, options);
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = {
        "Removes a rule from a running monitor. What it has open goes with its timespan; a version"
            + " that is to begin later does so all the same. Of an id under which everything was"
            + " refused, that is no longer shown.",
        "Exits 1 also if nobody knows the name, and the topic holds nothing under it as an id.",
        ChangeOptions.EXIT_CODES
      })
  int delete(
      @Parameters(paramLabel = "RULE", description = RULE) String rule,
      @Mixin ChangeOptions options) {
    return change(rule, RuleState.deleted, options);
  }

  private int change(String nameOrId, RuleState state, ChangeOptions options) {
    JobConfig config = options.config();
    RuleTopic topic = new RuleTopic(config.kafka());
    topic.require();
    List<RuleRecord> records = topic.records();
    List<Rule> rules =
        RuleHistory.after(config.rules(), records, options.effectiveFrom().toEpochMilli());
    Optional<Rule> rule = rules.stream().filter(each -> isCalled(each, nameOrId)).findFirst();
    if (rule.isPresent()) {
      return send(rule.get().id(), rule.get().name(), state, options);
    }
    String unknown =
        "there is no rule `%s`; there are %s"
            .formatted(nameOrId, rules.stream().map(Rule::name).distinct().toList());
    if (state != RuleState.deleted) {
      throw new CommandFailure(unknown);
    }
    // All that was ever said under the id may have been refused, and is shown as such until then.
    Optional<String> key =
        records.stream().map(RuleRecord::getKey).filter(nameOrId::equalsIgnoreCase).findFirst();
    if (key.isPresent()) {
      return send(key.get(), key.get(), state, options);
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("groundswell: " + Printable.of(unknown + ", and the topic holds nothing under it"));
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private int send(String id, String name, RuleState state, ChangeOptions options) {
    // Without a text: what the monitor took is what it goes on with.
    Publication.Change change =
        new Publication.Change(
            name, options.change(state, ""), "%s is to be %s".formatted(name, state));
    return options.send(Map.of(id, change), spec);
  }

  private static boolean isCalled(Rule rule, String nameOrId) {
    return rule.name().equals(nameOrId) || rule.id().equalsIgnoreCase(nameOrId);
  }
}
