package dev.groundswell.local.rules;

import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.RuleText;
import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.cli.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

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
      throw unreadable(directory, e);
    }
  }

  /**
   * Loads all rules in and under a directory.
   *
   * @param err takes warnings
   * @throws CommandFailure if there are none or one cannot be read
   * @throws RuleException with every problem, if they cannot be loaded
   */
  public static RulePack load(Path directory, PrintWriter err) {
    require(directory);
    try {
      RulePack pack = RulePack.load(directory);
      for (Path file : RulePack.files(directory)) {
        warn(file.toString(), RulePack.text(file), err);
      }
      return pack;
    } catch (UncheckedIOException e) {
      throw unreadable(directory, e.getCause());
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  /** Warns of attributes that nobody knows: one may be a `level` that is misspelt. */
  static void warn(String file, String text, PrintWriter err) {
    RuleText.of(file, "", text).stream()
        .flatMap(rule -> Stream.concat(rule.misspelt().stream(), rule.strangers().stream()))
        .forEach(warning -> err.println("groundswell: warning: " + Printable.of(warning)));
    err.flush();
  }

  private static CommandFailure unreadable(Path directory, IOException cause) {
    return new CommandFailure("%s cannot be read: %s".formatted(directory, cause), cause);
  }
}
