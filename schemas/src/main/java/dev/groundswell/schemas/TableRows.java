package dev.groundswell.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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

  /**
   * The rows as a map, in the order of the table.
   *
   * @param key of a row, by its cells
   * @param value of a row, by its cells
   * @throws IllegalStateException if two rows have the same key
   */
  public static <K, V> Map<K, V> map(
      Class<?> owner, String name, Function<String[], K> key, Function<String[], V> value) {
    Map<K, V> rows = new LinkedHashMap<>();
    for (String[] cells : of(owner, name)) {
      if (rows.put(key.apply(cells), value.apply(cells)) != null) {
        throw new IllegalStateException(name + " has a row twice: " + key.apply(cells));
      }
    }
    return Collections.unmodifiableMap(rows);
  }
}
