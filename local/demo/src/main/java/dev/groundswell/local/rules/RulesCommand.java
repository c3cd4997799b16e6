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
import java.util.function.Function;
import java.util.stream.Stream;
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

  /** What a change is about; what is only a key has no other name. */
  private record Named(String id, String name) {

    static Named of(Rule rule) {
      return new Named(rule.id(), rule.name());
    }

    static Named of(String key) {
      return new Named(key, key);
    }
  }

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
    // All that was ever said under an id may have been refused, and is shown as such until then.
    List<String> keys =
        state == RuleState.deleted ? records.stream().map(RuleRecord::getKey).toList() : List.of();
    Optional<Named> found = find(nameOrId, rules, keys);
    if (found.isPresent()) {
      return send(found.get(), state, options);
    }
    String unknown =
        "there is no rule `%s`; there are %s"
            .formatted(nameOrId, rules.stream().map(Rule::name).distinct().toList());
    if (state != RuleState.deleted) {
      throw new CommandFailure(unknown);
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("groundswell: " + Printable.of(unknown + ", and the topic holds nothing under it"));
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** By name or id as it is written, before an id that differs in case: either may be a key. */
  private static Optional<Named> find(String nameOrId, List<Rule> rules, List<String> keys) {
    return Stream.of(
            rules.stream().filter(rule -> isCalled(rule, nameOrId)).map(Named::of),
            keys.stream().filter(nameOrId::equals).map(Named::of),
            rules.stream().filter(rule -> rule.id().equalsIgnoreCase(nameOrId)).map(Named::of),
            keys.stream().filter(nameOrId::equalsIgnoreCase).map(Named::of))
        .flatMap(Function.identity())
        .findFirst();
  }

  private int send(Named rule, RuleState state, ChangeOptions options) {
    // Without a text: what the monitor took is what it goes on with.
    Publication.Change change =
        new Publication.Change(
            rule.name(), options.change(state, ""), "%s is to be %s".formatted(rule.name(), state));
    return options.send(Map.of(rule.id(), change), spec);
  }

  private static boolean isCalled(Rule rule, String nameOrId) {
    return rule.name().equals(nameOrId) || rule.id().equals(nameOrId);
  }
}
