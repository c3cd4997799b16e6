package dev.groundswell.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the lines go that a command was asked for.
 *
 * @param file that {@code --output} names; null for standard output
 * @param standard output
 */
public record OutputLines(Path file, PrintWriter standard) {

  /**
   * Before the work: nobody wants to hear of it afterwards.
   *
   * @throws CommandFailure if the file cannot be written
   */
  public void requireWritable() {
    if (file != null) {
      Path directory = file.toAbsolutePath().getParent();
      if (Files.isDirectory(file)
          || !Files.isDirectory(directory)
          || !Files.isWritable(directory)) {
        throw new CommandFailure("--output %s cannot be written".formatted(file));
      }
    }
  }

  /**
   * Writes all lines.
   *
   * @throws CommandFailure if the file cannot be written
   */
  public void write(List<String> lines) {
    if (file == null) {
      lines.forEach(standard::println);
      standard.flush();
      return;
    }
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new CommandFailure("--output %s cannot be written: %s".formatted(file, e), e);
    }
  }
}
