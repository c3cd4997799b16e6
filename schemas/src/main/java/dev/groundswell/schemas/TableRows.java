package dev.groundswell.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rows of a bundled table: UTF-8, cells between tabs, comments behind {@code #}. */
public final class TableRows {

  private TableRows() {}

  /**
   * The cells of each row, in the order of the table.
   *
   * @param owner class beside which the table stands
   * @param name of the resource, as {@link Class#getResourceAsStream} takes it
   */
  public static List<String[]> of(Class<?> owner, String name) {
    try (InputStream table = owner.getResourceAsStream(name)) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
