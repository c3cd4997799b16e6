package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.local.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  @TempDir private Path home;

  @Test
  void theDemosOwnDirectoryIsDeletedWithItsContent() throws IOException {
    RunDirectory directory = RunDirectory.of(Optional.empty());
    Files.writeString(
        Files.createDirectories(directory.path().resolve("kafka/log")).resolve("0"), "records");

    directory.discard();

    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void aDirectoryOfTheUsersIsMadeAndNeverDeleted() throws IOException {
    Path wanted = home.resolve("runs/first");

    RunDirectory directory = RunDirectory.of(Optional.of(wanted));
    Path data = Files.writeString(directory.path().resolve("0"), "records");
    directory.discard();

    assertThat(data).hasContent("records");
  }

  @Test
  void whatIsNoDirectoryIsRefusedWithTheOptionThatMendsIt() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");

    assertThatThrownBy(() -> RunDirectory.of(Optional.of(file)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("--data-dir");
  }
}
