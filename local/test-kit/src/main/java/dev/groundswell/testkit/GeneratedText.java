package dev.groundswell.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds text in the repository to what it is made from; {@code -Dgroundswell.regenerate=true}
 * writes it anew.
 */
public final class GeneratedText {

  private static final String END = "<!-- end of generated part -->";

  private GeneratedText() {}

  /** Compares a whole file. */
  public static void assertFile(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("groundswell.regenerate")) {
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file)).isEqualTo(expected);
  }

  /** Compares what stands between {@code <!-- generated: name -->} and the end of that part. */
  public static void assertPart(Path file, String name, String expected) throws IOException {
    String text = Files.readString(file);
    String begin = "<!-- generated: " + name + " -->";
    assertThat(text).containsSubsequence(begin, END);
    int from = text.indexOf(begin) + begin.length();
    assertFile(
        file,
        text.substring(0, from)
            + "\n\n"
            + expected.stripTrailing()
            + "\n\n"
            + text.substring(text.indexOf(END, from)));
  }
}
