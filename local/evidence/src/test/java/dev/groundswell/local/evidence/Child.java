package dev.groundswell.local.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that does not outlive this one, however this one ends. */
final class Child implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final Process watchdog;
  private final Path output;

  private Child(Process process, Process watchdog, Path output) {
    this.process = process;
    this.watchdog = watchdog;
    this.output = output;
  }

  /**
   * Starts a process.
   *
   * @param output file for what it prints
   */
  static Child start(Path output, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    // Its standard input closes with this process, and then it kills.
    Process watchdog =
        new ProcessBuilder("sh", "-c", "cat >/dev/null; kill -9 " + process.pid()).start();
    return new Child(process, watchdog, output);
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end and returns the exit code. */
  int await(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still runs after %s:%n%s".formatted(limit, output()));
    }
    return process.exitValue();
  }

  /** The processes that it has started. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** {@code kill -NAME}. */
  void signal(String name) throws IOException, InterruptedException {
    signal(process.toHandle(), name);
  }

  /** {@code kill -NAME} to another process. */
  static void signal(ProcessHandle other, String name) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("kill", "-" + name, Long.toString(other.pid())).start().waitFor();
    if (exit != 0) {
      throw new AssertionError("process %d took no %s".formatted(other.pid(), name));
    }
  }

  /** {@code kill}: asks it to end, and returns the exit code. */
  int terminate() throws IOException, InterruptedException {
    signal("TERM");
    return await(PATIENCE);
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    await(PATIENCE);
  }

  @Override
  public void close() {
    // First the watchdog: it knows a process id, which might soon be somebody else's.
    watchdog.destroyForcibly().onExit().join();
    process.destroyForcibly().onExit().join();
  }
}
