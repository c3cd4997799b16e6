package dev.groundswell.local.rules;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.pipelines.rules.RuleHistory;
import dev.groundswell.schemas.RuleState;
import java.util.List;
import java.util.Map;
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
        "Removes a rule from a running monitor. What it has open goes with its timespan.",
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
    Rule rule = find(nameOrId, RuleHistory.after(config.rules(), topic.records()));
    // Without a text: what the monitor took last is what it goes on with.
    Publication.Change change =
        new Publication.Change(
            rule.name(), options.change(state, ""), "%s is to be %s".formatted(rule.name(), state));
    return options.send(Map.of(rule.id(), change), spec);
  }

  private static Rule find(String nameOrId, List<Rule> rules) {
    return rules.stream()
        .filter(rule -> rule.name().equals(nameOrId) || rule.id().equals(nameOrId))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "there is no rule `%s`; there are %s"
                        .formatted(nameOrId, rules.stream().map(Rule::name).toList())));
  }
}
