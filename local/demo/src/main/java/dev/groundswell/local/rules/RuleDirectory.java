package dev.groundswell.local.rules;

import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.cli.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rules that a command is told of. */
public final class RuleDirectory {

  private RuleDirectory() {}

  /**
   * Requires a directory that holds rules, or a rule file.
   *
   * @throws CommandFailure if it is none
   */
  static void require(Path directory) {
    if (!Files.exists(directory)) {
      throw new CommandFailure("there is no directory " + directory);
    }
    try {
      if (RulePack.files(directory).isEmpty()) {
        throw new CommandFailure("there is no rule in %s: rules end in .yml".formatted(directory));
      }
    } catch (IOException e) {
      throw new CommandFailure("%s cannot be read: %s".formatted(directory, e), e);
    }
  }

  /**
   * Loads all rules in and under a directory.
   *
   * @throws CommandFailure if there are none or one cannot be read
   * @throws RuleException with every problem, if they cannot be loaded
   */
  public static RulePack load(Path directory) {
    require(directory);
    try {
      return RulePack.load(directory);
    } catch (UncheckedIOException e) {
      throw new CommandFailure("%s cannot be read: %s".formatted(directory, e.getCause()), e);
    }
  }
}
