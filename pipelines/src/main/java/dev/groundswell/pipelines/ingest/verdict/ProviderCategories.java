package dev.groundswell.pipelines.ingest.verdict;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the categories of providers mean: {@code provider-categories.tsv}, one row a category. A new
 * provider is new rows.
 */
public final class ProviderCategories {

  /** A category of one provider. */
  record Category(String provider, String name) {}

  private static final String TABLE = "provider-categories.tsv";
  private static final String NO_EQUIVALENT = "-";
  private static final Map<Category, Meaning> MEANINGS = load();

  private ProviderCategories() {}

  /** What a category means; empty for one that nobody has looked at yet. */
  public static Optional<Meaning> meaning(Provider provider, String category) {
    Meaning exact = MEANINGS.get(new Category(provider.id(), category));
    int policy = category.indexOf('/');
    return exact != null || policy < 0
        ? Optional.ofNullable(exact)
        : Optional.ofNullable(
            MEANINGS.get(new Category(provider.id(), category.substring(0, policy + 1) + "*")));
  }

  /** Every row, in the order of the table. */
  static Map<Category, Meaning> all() {
    return MEANINGS;
  }

  private static Map<Category, Meaning> load() {
    try (InputStream table = ProviderCategories.class.getResourceAsStream(TABLE)) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .collect(
              toMap(
                  cells -> new Category(cells[0], cells[1]),
                  cells -> new Meaning(cell(cells[2]), cell(cells[3])),
                  (a, b) -> {
                    throw new IllegalStateException(TABLE + " has a category twice");
                  },
                  LinkedHashMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cell(String text) {
    return text.equals(NO_EQUIVALENT) ? null : text;
  }
}
