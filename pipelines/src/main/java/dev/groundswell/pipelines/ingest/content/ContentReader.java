package dev.groundswell.pipelines.ingest.content;

import java.util.List;
import java.util.Set;

/** Takes the features of texts. Keeps no text; not thread-safe. */
public final class ContentReader {

  private static final int BEGINNING = 256;

  private final Languages languages = new Languages();
  private final Scoring scoring;

  /**
   * @param scorer sees each text before it is dropped
   */
  public ContentReader(ContentScorer scorer) {
    this.scoring = new Scoring(scorer);
  }

  /** The features of {@code text}; never throws because of what a text holds. */
  public ContentFeatures read(String text) {
    String beginning = Excerpt.beginning(text, BEGINNING);
    String excerpt = Excerpt.of(text);
    String script = Scripts.of(beginning);
    return new ContentFeatures(
        text.codePointCount(0, text.length()),
        languages.of(beginning, script),
        script,
        names(Encoding.in(excerpt)),
        Simhash.of(excerpt),
        names(SecretShape.kindsIn(excerpt)),
        scoring.verdicts(text));
  }

  private static List<String> names(Set<? extends WireName> found) {
    return found.stream().map(WireName::wireName).toList();
  }
}
