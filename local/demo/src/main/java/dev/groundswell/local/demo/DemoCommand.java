package dev.groundswell.local.demo;

import dev.groundswell.local.scorecard.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code groundswell demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole system on this machine: Kafka, Elasticsearch, Flink with both jobs, and"
          + " simulated traffic with planted abuse.",
      "Ends with a summary; exits 0 only if nothing was lost, every planted campaign was detected"
          + " and no near miss alerted, 1 if not, 2 if it could not run."
    })
public final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private DemoOptions options;

  @Override
  public Integer call() throws Exception {
    options.validate();
    Memory.require();
    PrintWriter out = spec.commandLine().getOut();
    Path directory = directory();
    System.setProperty("groundswell.log", directory.resolve("groundswell.log").toString());
    try {
      RunSummary summary = new Demo(options, directory, out).run();
      write(summary, out);
      if (summary.passed() && options.dataDir().isEmpty()) {
        delete(directory);
        return 0;
      }
      out.println("data and log: " + directory);
      return summary.passed() ? 0 : 1;
    } catch (CommandFailure e) {
      if (options.dataDir().isEmpty()) {
        delete(directory);
      }
      throw e;
    } catch (Exception e) {
      // Not a constant: logging must not start before the property above says where to.
      LoggerFactory.getLogger(DemoCommand.class).error("The demo failed", e);
      throw new CommandFailure("the demo failed: %s; data and log: %s".formatted(e, directory), e);
    }
  }

  private void write(RunSummary summary, PrintWriter out) throws IOException {
    summary.write(out);
    if (options.summary().isPresent()) {
      try (Writer file = Files.newBufferedWriter(options.summary().get())) {
        summary.write(file);
      }
    }
  }

  private Path directory() throws IOException {
    if (options.dataDir().isEmpty()) {
      return Files.createTempDirectory("groundswell-demo-");
    }
    Path directory = Files.createDirectories(options.dataDir().get());
    try (Stream<Path> content = Files.list(directory)) {
      if (content.findAny().isPresent()) {
        throw new CommandFailure(
            directory + " is not empty: delete its content or choose another --data-dir");
      }
    }
    return directory;
  }

  /** As far as it goes: what cannot be deleted is no reason to call a good run a bad one. */
  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      LoggerFactory.getLogger(DemoCommand.class).warn("{} was not deleted", directory, e);
    }
  }
}
