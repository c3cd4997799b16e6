package dev.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GroundswellTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void helpNamesTheCommands() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("demo", "run", "--help", "--version");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpOnTheDemoNamesItsOptions() {
    assertThat(execute("demo", "--help")).isZero();
    assertThat(out.toString())
        .contains(
            "--duration",
            "--rate",
            "--seed",
            "--time-scale",
            "--data-dir",
            "--port-base",
            "--plain",
            "--summary");
  }

  @Test
  void helpOnRunNamesItsOptions() {
    assertThat(execute("run", "--help")).isZero();
    assertThat(out.toString()).contains("--config");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "run"})
  void anUnknownOptionIsNamedInOneLineThatPointsToTheHelp(String command) {
    assertThat(execute(command, "--config=x.yaml", "--quiet")).isEqualTo(2);
    assertThat(failure()).contains("'--quiet'", "see groundswell " + command + " --help");
  }

  @Test
  void aMissingConfigurationIsOneLine() {
    Path missing = directory.resolve("missing.yaml");

    assertThat(execute("run", "--config", missing.toString())).isEqualTo(2);
    assertThat(failure()).contains(missing.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aPortThatIsTakenIsNamed(int offset) throws IOException {
    int base = fourFreePorts();
    try (ServerSocket other = listen(base + offset)) {
      assertThat(
              execute(
                  "demo",
                  "--data-dir",
                  directory.toString(),
                  "--port-base",
                  Integer.toString(base)))
          .isEqualTo(2);
      assertThat(failure()).contains("port " + other.getLocalPort(), "--port-base");
    }
  }

  @Test
  void aDataDirectoryWithContentIsLeftAlone() throws IOException {
    Path precious = Files.writeString(directory.resolve("precious.txt"), "data");

    assertThat(execute("demo", "--data-dir", directory.toString())).isEqualTo(2);
    assertThat(failure()).contains(directory.toString(), "is not empty");
    assertThat(precious).hasContent("data");
    try (Stream<Path> content = Files.list(directory)) {
      assertThat(content).containsExactly(precious);
    }
  }

  @Test
  void trafficThatCannotBeSimulatedIsRefusedBeforeAnythingStarts() {
    assertThat(execute("demo", "--rate", "0")).isEqualTo(2);
    assertThat(failure()).contains("rate must be at least 1");
    assertThat(out.toString()).isEmpty();
  }

  private int execute(String... arguments) {
    CommandLine commandLine = Groundswell.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  /** The one line that a failed command prints. */
  private String failure() {
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("groundswell: ");
    return err.toString();
  }

  private static int fourFreePorts() {
    return IntStream.iterate(21_000, base -> base + 4)
        .filter(base -> IntStream.range(base, base + 4).allMatch(GroundswellTest::isFree))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = listen(port)) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
