package dev.groundswell.schemas;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The bundled table of MITRE ATLAS techniques: a closed set, so that techniques can be labels.
 *
 * <p>Source: ATLAS data 5.6.0 (Apache-2.0), compacted into {@code atlas-techniques.tsv}.
 */
public final class AtlasTechniques {

  /** Stands for every technique id that the table does not have. */
  public static final String OTHER = "other";

  private static final String TABLE = "atlas-techniques.tsv";
  private static final String TAG_PREFIX = "atlas.";
  private static final Map<String, AtlasTechnique> BY_ID = load();

  private AtlasTechniques() {}

  /** All techniques, by id. */
  public static Collection<AtlasTechnique> all() {
    return BY_ID.values();
  }

  /** The technique of that id. */
  public static Optional<AtlasTechnique> byId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /** The id itself if the table has it, else {@link #OTHER}. */
  public static String known(String id) {
    return BY_ID.containsKey(id) ? id : OTHER;
  }

  /** The id that a rule tag such as {@code atlas.aml.t0054} names; empty for other tags. */
  public static Optional<String> idOfTag(String tag) {
    String lower = tag.toLowerCase(Locale.ROOT);
    return lower.startsWith(TAG_PREFIX)
        ? Optional.of(lower.substring(TAG_PREFIX.length()).toUpperCase(Locale.ROOT))
        : Optional.empty();
  }

  private static Map<String, AtlasTechnique> load() {
    return new TreeMap<>(
        TableRows.of(AtlasTechniques.class, "/" + TABLE).stream()
            .map(AtlasTechniques::parse)
            .collect(toUnmodifiableMap(AtlasTechnique::id, technique -> technique)));
  }

  private static AtlasTechnique parse(String[] columns) {
    return new AtlasTechnique(columns[0], columns[1], List.of(columns[2].split(",")));
  }
}
