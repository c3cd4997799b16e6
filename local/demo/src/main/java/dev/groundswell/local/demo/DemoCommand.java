package dev.groundswell.local.demo;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.scorecard.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
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
          + " and nothing else alerted, 1 if not or if the run failed, 2 if it cannot be run as"
          + " asked.",
      "Ctrl-C or TERM ends the traffic and drains; a second one ends the demo at once, with 130 or"
          + " 143."
    })
public final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private DemoOptions options;

  @Override
  public Integer call() throws IOException {
    options.validate();
    Memory.require();
    RunDirectory directory = RunDirectory.of(options.dataDir());
    System.setProperty("groundswell.log", directory.path().resolve("groundswell.log").toString());
    // Not a constant: logging must not start before the system property says where to. And not
    // later: it would not start in a thread that a signal interrupts.
    Logger log = LoggerFactory.getLogger(DemoCommand.class);
    RunStop stop = new RunStop(directory, spec.commandLine().getErr());
    try (StopSignals signals = new StopSignals()) {
      signals.deliverTo(stop::on);
      return run(directory, stop);
    } catch (CommandFailure e) {
      directory.discard();
      throw e;
    } catch (Exception | LinkageError e) {
      // The latter where an interrupt meets a class that loads.
      Optional<StopSignal> signal = stop.givenUpOn();
      if (signal.isEmpty()) {
        log.error("The demo failed", e);
        return failed(e, directory);
      }
      if (!stop.hadTraffic()) {
        directory.discard();
      }
      return signal.get().exitCode();
    }
  }

  private int run(RunDirectory directory, RunStop stop) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    RunSummary summary = new Demo(options, directory.path(), out, stop).run();
    write(summary, out);
    if (summary.passed() && directory.temporary()) {
      directory.discard();
    } else {
      out.println("data and log: " + directory.path());
    }
    return summary.passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private int failed(Throwable e, RunDirectory directory) {
    Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
    String why =
        cause instanceof RunFailure
            ? cause.getMessage()
            : cause.toString().lines().findFirst().orElseThrow();
    spec.commandLine()
        .getErr()
        .printf("groundswell: the demo failed: %s; data and log: %s%n", why, directory.path());
    return CommandLine.ExitCode.SOFTWARE;
  }

  private void write(RunSummary summary, PrintWriter out) throws IOException {
    summary.write(out);
    if (options.summary().isPresent()) {
      try (Writer file = Files.newBufferedWriter(options.summary().get())) {
        summary.write(file);
      }
    }
  }
}
