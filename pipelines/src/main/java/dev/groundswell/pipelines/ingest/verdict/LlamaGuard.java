package dev.groundswell.pipelines.ingest.verdict;

import static java.util.stream.Collectors.toMap;

import dev.groundswell.schemas.TableRows;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Editions of Llama Guard's list of hazards. A code means something only with its edition: S9 is
 * hate in one and weapons in the next; {@code llama-guard-codes.tsv} has them side by side.
 */
public enum LlamaGuard {
  /** Llama Guard 7B. */
  V1(1),
  /** Llama Guard 2 8B. */
  V2(2),
  /** Llama Guard 3; its 1B and vision models lack the last code. */
  V3(3),
  /** Llama Guard 4 12B. */
  V4(4),
  /** The codes as Cloudflare publishes them for its topics. */
  CLOUDFLARE(5);

  static final String TABLE = "llama-guard-codes.tsv";
  private static final String NO_CODE = "-";
  private static final Map<LlamaGuard, Map<String, String>> NAMES =
      Arrays.stream(values()).collect(toMap(edition -> edition, LlamaGuard::names));

  private final int column;

  LlamaGuard(int column) {
    this.column = column;
  }

  /** The name of a hazard, as the table of categories has it; empty for a code of none. */
  public Optional<String> hazard(String code) {
    return Optional.ofNullable(NAMES.get(this).get(code.toUpperCase(Locale.ROOT)));
  }

  /** Every name of this edition. */
  Collection<String> hazards() {
    return NAMES.get(this).values();
  }

  private Map<String, String> names() {
    return TableRows.of(LlamaGuard.class, TABLE).stream()
        .filter(row -> !row[column].equals(NO_CODE))
        .collect(toMap(row -> row[column], row -> row[0]));
  }
}
