package dev.groundswell.local.rules;

import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.schemas.RuleState;
import java.util.Map;
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
      description = "Stops a rule of a running monitor; what it has open stays open.")
  int pause(
      @Parameters(paramLabel = "RULE", description = RULE) String rule,
      @Mixin ChangeOptions options) {
    return change(rule, RuleState.paused, options);
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Makes a rule active again that was paused or in shadow.")
  int resume(
      @Parameters(paramLabel = "RULE", description = RULE) String rule,
      @Mixin ChangeOptions options) {
    return change(rule, RuleState.active, options);
  }

  @Command(
      name = "shadow",
      mixinStandardHelpOptions = true,
      description = "Lets a rule of a running monitor go on without paging anybody.")
  int shadow(
      @Parameters(paramLabel = "RULE", description = RULE) String rule,
      @Mixin ChangeOptions options) {
    return change(rule, RuleState.shadow, options);
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Removes a rule from a running monitor, and what it has open.")
  int delete(
      @Parameters(paramLabel = "RULE", description = RULE) String rule,
      @Mixin ChangeOptions options) {
    return change(rule, RuleState.deleted, options);
  }

  private int change(String nameOrId, RuleState state, ChangeOptions options) {
    JobConfig config = options.config();
    RuleTopic topic = new RuleTopic(config.kafka());
    KnownRules.Known known = new KnownRules(config.ruleTexts(), topic.last()).find(nameOrId);
    String text = state == RuleState.deleted ? "" : known.text();
    topic.put(Map.of(known.rule().id(), options.change(state, text)));
    spec.commandLine().getOut().printf("%s is to be %s%n", known.rule().name(), state);
    spec.commandLine().getOut().flush();
    return CommandLine.ExitCode.OK;
  }
}
