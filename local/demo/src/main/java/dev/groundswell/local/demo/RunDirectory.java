package dev.groundswell.local.demo;

import dev.groundswell.local.cli.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Where a run keeps its data and its log.
 *
 * @param path an empty directory when the run begins
 * @param temporary whether it is the demo's own, and not the user's
 */
record RunDirectory(Path path, boolean temporary) {

  /**
   * The directory that the user wants, or a temporary one.
   *
   * @throws CommandFailure if it cannot be had, or holds something
   */
  static RunDirectory of(Optional<Path> wanted) {
    try {
      if (wanted.isEmpty()) {
        return new RunDirectory(Files.createTempDirectory("groundswell-demo-"), true);
      }
      Path path = Files.createDirectories(wanted.get());
      try (Stream<Path> content = Files.list(path)) {
        if (content.findAny().isPresent()) {
          throw new CommandFailure(
              path + " is not empty: delete its content or choose another --data-dir");
        }
      }
      return new RunDirectory(path, false);
    } catch (IOException e) {
      throw new CommandFailure(
          "no directory for the data: %s; choose another --data-dir".formatted(e), e);
    }
  }

  /**
   * Deletes it if it is temporary. As far as it goes: what cannot be deleted is no reason to call a
   * good run a bad one.
   */
  void discard() {
    if (!temporary) {
      return;
    }
    try (Stream<Path> paths = Files.walk(path)) {
      paths.sorted(Comparator.reverseOrder()).forEach(entry -> entry.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      LoggerFactory.getLogger(RunDirectory.class).warn("{} was not deleted", path, e);
    }
  }
}
