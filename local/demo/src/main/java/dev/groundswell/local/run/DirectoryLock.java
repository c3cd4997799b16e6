package dev.groundswell.local.run;

import dev.groundswell.pipelines.config.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps a second run away from a directory of checkpoints, which it would take over and delete. The
 * operating system releases the lock however the process ends. Only a local directory has one;
 * whoever shares another between machines has to see to it.
 */
final class DirectoryLock implements AutoCloseable {

  private static final String NAME = "lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a directory if it is a local one, and makes the directory if need be.
   *
   * @param directory as Flink names it
   * @throws ConfigException if another run has it, or the directory cannot be used
   */
  static Optional<DirectoryLock> take(String directory) {
    URI uri = new org.apache.flink.core.fs.Path(directory).toUri();
    return uri.getScheme() == null || uri.getScheme().equals("file")
        ? Optional.of(take(Path.of(uri.getPath())))
        : Optional.empty();
  }

  private static DirectoryLock take(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        throw new ConfigException(
            "flink.execution.checkpointing.dir: another run uses %s; stop it, or name another directory"
                .formatted(directory));
      }
      return new DirectoryLock(channel);
    } catch (IOException e) {
      throw new ConfigException(
          "flink.execution.checkpointing.dir: %s cannot be used: %s".formatted(directory, e), e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) { // another run in this very process
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
