package dev.groundswell.local.rules;

import picocli.CommandLine.Command;

/** {@code groundswell rules}. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks at rules: at what is wrong with them, and at what they do.",
    subcommands = {LintCommand.class, ListCommand.class, TestCommand.class, ExplainCommand.class})
public final class RulesCommand {}
