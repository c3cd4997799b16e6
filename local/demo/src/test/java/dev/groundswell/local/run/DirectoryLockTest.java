package dev.groundswell.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.pipelines.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

  @TempDir private Path parent;

  @Test
  void onlyOneRunHasADirectoryAndTheNextOneAfterIt() throws IOException {
    String directory = parent.resolve("checkpoints").toUri().toString();
    DirectoryLock first = DirectoryLock.take(directory).orElseThrow();
    assertThatThrownBy(() -> DirectoryLock.take(directory))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("another run uses " + parent.resolve("checkpoints"));
    first.close();
    DirectoryLock.take(directory).orElseThrow().close();
  }

  @Test
  void aDirectoryThatIsNotLocalHasNone() {
    assertThat(DirectoryLock.take("s3://bucket/groundswell")).isEmpty();
  }

  @Test
  void whatIsNoDirectoryIsRefusedByItsKey() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> DirectoryLock.take(file.toString()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("flink.execution.checkpointing.dir: " + file + " cannot be used");
  }
}
