package dev.groundswell.local.recorded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file that a command reads events from; {@code -} is standard input. */
public final class RecordedInput {

  private static final Path STANDARD_INPUT = Path.of("-");

  /** Before its first character a file may have as many blank ones. */
  private static final int LOOKED_AT = 1 << 16;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private RecordedInput() {}

  /** Opens the file. Closing it closes standard input too, which nobody else reads. */
  public static InputStream open(Path file) throws IOException {
    return file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(file);
  }

  /**
   * The text of a file that holds one event, compressed or not.
   *
   * @throws IOException if it cannot be read, or is longer than ingest takes
   */
  public static String event(Path file) throws IOException {
    try (InputStream bytes = Unzipped.of(open(file))) {
      byte[] text = bytes.readNBytes(Lines.MAX_BYTES + 1);
      if (text.length > Lines.MAX_BYTES) {
        throw new IOException("is longer than %,d bytes".formatted(Lines.MAX_BYTES));
      }
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  /**
   * Whether text begins as an object of JSON does, but for what is blank, or is blank altogether.
   *
   * @param text that can be marked; nothing is taken of it
   */
  static boolean opensAnObject(InputStream text) throws IOException {
    text.mark(LOOKED_AT);
    String begin = new String(text.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
    text.reset();
    String visible = (begin.startsWith(BYTE_ORDER_MARK) ? begin.substring(1) : begin).strip();
    return visible.isEmpty() || visible.startsWith("{");
  }

  /** Why a file cannot be read, in a few words. */
  public static String reason(IOException failure) {
    return failure instanceof NoSuchFileException ? "there is no such file" : failure.getMessage();
  }
}
