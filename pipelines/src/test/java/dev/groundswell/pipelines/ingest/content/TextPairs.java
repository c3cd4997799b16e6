package dev.groundswell.pipelines.ingest.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The texts that the tests of this package measure with. */
final class TextPairs {

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})");

  private TextPairs() {}

  /** Two texts, what was done to the first, and how far their hashes are apart. */
  record Pair(String kind, String edit, String language, String one, String other) {

    int distance() {
      return Simhash.distance(Simhash.of(one), Simhash.of(other));
    }
  }

  /** Pairs of a kind: {@code near}, {@code reworded} or {@code far}. */
  static List<Pair> of(String kind) {
    return rows("text-pairs.tsv")
        .map(row -> new Pair(row[0], row[1], row[2], text(row[3]), text(row[4])))
        .filter(pair -> pair.kind().equals(kind))
        .toList();
  }

  /** Language, script and text. */
  static List<String[]> languages() {
    return rows("languages.tsv").toList();
  }

  private static Stream<String[]> rows(String name) {
    try (InputStream in = TextPairs.class.getResourceAsStream(name)) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(table.split("\n"))
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String escaped) {
    return ESCAPE
        .matcher(escaped)
        .replaceAll(found -> String.valueOf((char) Integer.parseInt(found.group(1), 16)))
        .replace("\\t", "\t")
        .replace("\\n", "\n");
  }
}
