package dev.groundswell.local.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The commands that the README tells people to run. */
final class Readme {

  private static final String CONFIG = "my.yaml";

  private Readme() {}

  /** The commands that begin so, each as its words. */
  static List<List<String>> commands(String begin) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("README.md"))) {
      return lines
          .filter(line -> line.startsWith(begin))
          .map(line -> List.of(line.split(" ")))
          .toList();
    }
  }

  /** The commands that begin so, for {@code config} in place of the example. */
  static List<List<String>> commands(String begin, Path config) throws IOException {
    return commands(begin).stream()
        .map(words -> words.stream().map(word -> word.replace(CONFIG, config.toString())).toList())
        .toList();
  }
}
