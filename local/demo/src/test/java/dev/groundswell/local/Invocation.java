package dev.groundswell.local;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * A command line that was run, and what came of it.
 *
 * @param exitCode its exit code
 * @param out lines of standard output
 * @param err lines of standard error
 */
public record Invocation(int exitCode, List<String> out, List<String> err) {

  /** Runs {@code groundswell} with these arguments. */
  public static Invocation of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Groundswell.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Invocation(
        exitCode, out.toString().lines().toList(), err.toString().lines().toList());
  }
}
