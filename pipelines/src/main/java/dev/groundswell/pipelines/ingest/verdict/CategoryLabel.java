package dev.groundswell.pipelines.ingest.verdict;

import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.StringJoiner;

/**
 * The label that keeps what a provider called what it found: verdicts only have the words that all
 * providers share, and of a category without equivalent they have none.
 */
public final class CategoryLabel {

  /** The label; rules ask for it as {@code labels.provider.categories}. */
  static final String NAME = "provider.categories";

  private static final String SEPARATOR = ", ";

  private CategoryLabel() {}

  /**
   * Labels an event, unless nothing was found. Names stay whole, so that none is taken for another;
   * those that do not fit are left out.
   *
   * @param categories as the provider writes them, the weightiest first
   */
  public static void put(TelemetryEvent event, List<String> categories) {
    StringJoiner names = new StringJoiner(SEPARATOR);
    int left = EventLimits.STRING_LENGTH;
    for (String name : new LinkedHashSet<>(categories)) {
      int length = name.length() + (names.length() == 0 ? 0 : SEPARATOR.length());
      if (length <= left) {
        names.add(name);
        left -= length;
      }
    }
    if (names.length() > 0) {
      event.getLabels().put(NAME, names.toString());
    }
  }
}
