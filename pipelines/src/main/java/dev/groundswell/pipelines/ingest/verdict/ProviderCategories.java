package dev.groundswell.pipelines.ingest.verdict;

import static java.util.stream.Collectors.toMap;

import dev.groundswell.schemas.TableRows;
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
    return TableRows.of(ProviderCategories.class, TABLE).stream()
        .collect(
            toMap(
                cells -> new Category(cells[0], cells[1]),
                cells -> new Meaning(cell(cells[2]), cell(cells[3])),
                (a, b) -> {
                  throw new IllegalStateException(TABLE + " has a category twice");
                },
                LinkedHashMap::new));
  }

  private static String cell(String text) {
    return text.equals(NO_EQUIVALENT) ? null : text;
  }
}
