package dev.groundswell.local.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.Invocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselinesCommandTest {

  @TempDir private Path directory;

  @Test
  void aServerThatIsDownIsSaidInOneLine() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("config.yaml"),
            "elasticsearch.hosts: [\"http://127.0.0.1:%d\"]%n".formatted(freePort()));

    Invocation baselines = Invocation.of("baselines", "--config", config.toString());

    assertThat(baselines.exitCode()).isEqualTo(2);
    assertThat(baselines.out()).isEmpty();
    assertThat(baselines.err())
        .singleElement()
        .asString()
        .startsWith("groundswell: Elasticsearch at [http://127.0.0.1:");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamedBeforeAnythingIsRead() {
    Path nowhere = directory.resolve("missing").resolve("baselines.jsonl");

    Invocation baselines =
        Invocation.of("baselines", "--config", "none.yaml", "--output", nowhere.toString());

    assertThat(baselines.exitCode()).isEqualTo(2);
    assertThat(baselines.err())
        .containsExactly("groundswell: --output %s cannot be written".formatted(nowhere));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
