package dev.groundswell.pipelines.ingest.verdict;

import static java.util.stream.Collectors.toMap;

import dev.groundswell.schemas.Hazard;
import dev.groundswell.schemas.TableRows;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the categories of providers mean: {@code provider-categories.tsv}, one row a category, and
 * before the rows of each provider where it lists them. A new provider is new rows.
 */
final class ProviderCategories {

  /** A category of one provider, as the table writes it. */
  record Category(Provider provider, String name) {}

  private static final String TABLE = "provider-categories.tsv";
  private static final String NO_EQUIVALENT = "-";
  private static final Map<Category, Meaning> ROWS =
      TableRows.map(
          ProviderCategories.class,
          TABLE,
          cells -> new Category(provider(cells[0]), cells[1]),
          ProviderCategories::meaning);
  private static final Map<Category, Meaning> MEANINGS =
      ROWS.entrySet().stream()
          .collect(
              toMap(row -> key(row.getKey().provider(), row.getKey().name()), Map.Entry::getValue));

  private ProviderCategories() {}

  /**
   * What a category means, whatever the case of its letters; empty for one that nobody has looked
   * at yet.
   */
  static Optional<Meaning> meaning(Provider provider, String category) {
    if (category == null) {
      return Optional.empty();
    }
    Meaning exact = MEANINGS.get(key(provider, category));
    int policy = category.indexOf('/');
    return exact != null || policy < 0
        ? Optional.ofNullable(exact)
        : Optional.ofNullable(MEANINGS.get(key(provider, category.substring(0, policy + 1) + "*")));
  }

  /** Every row, in the order of the table. */
  static Map<Category, Meaning> all() {
    return ROWS;
  }

  private static Category key(Provider provider, String category) {
    return new Category(provider, category.toLowerCase(Locale.ROOT));
  }

  private static Provider provider(String id) {
    return Arrays.stream(Provider.values())
        .filter(provider -> provider.id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown("provider", id));
  }

  private static Meaning meaning(String[] cells) {
    return new Meaning(
        hasEquivalent(cells[2]) ? cells[2] : null,
        hasEquivalent(cells[3]) ? hazard(cells[3]) : null,
        Scale.of(cells[4]).orElseThrow(() -> unknown("scale", cells[4])));
  }

  private static Hazard hazard(String harm) {
    return Hazard.ofHarm(harm).orElseThrow(() -> unknown("harm", harm));
  }

  private static boolean hasEquivalent(String cell) {
    return !cell.equals(NO_EQUIVALENT);
  }

  private static IllegalStateException unknown(String what, String cell) {
    return new IllegalStateException("%s has an unknown %s: %s".formatted(TABLE, what, cell));
  }
}
