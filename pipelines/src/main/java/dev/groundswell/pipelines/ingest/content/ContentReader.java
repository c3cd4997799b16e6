package dev.groundswell.pipelines.ingest.content;

import dev.groundswell.pipelines.ingest.verdict.Objection;
import dev.groundswell.schemas.Verdict;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/** Takes the features of texts. Keeps no text; not thread-safe. */
public final class ContentReader {

  private static final int BEGINNING = 256;

  private final Languages languages = new Languages();
  private final Scoring scoring;
  private final boolean everyLanguage;

  /**
   * What is wanted of texts.
   *
   * @param scorer sees each of them
   * @param everyLanguage the language also of those that nobody objected to
   */
  public record Wishes(ContentScorer scorer, boolean everyLanguage) implements Serializable {}

  public ContentReader(Wishes wishes) {
    this.scoring = new Scoring(wishes.scorer());
    this.everyLanguage = wishes.everyLanguage();
  }

  /**
   * The features of {@code text}; never throws because of what a text holds.
   *
   * @param isSuspicious whether the product or one of its detectors objects to it
   */
  public ContentFeatures read(String text, boolean isSuspicious) {
    String beginning = Excerpt.beginning(text, BEGINNING);
    String excerpt = Excerpt.of(text);
    String script = Scripts.of(beginning);
    List<Verdict> scored = scoring.verdicts(text);
    boolean isLanguageWanted = everyLanguage || isSuspicious || Objection.anyOf(scored);
    return new ContentFeatures(
        text.codePointCount(0, text.length()),
        isLanguageWanted ? languages.of(beginning, script) : null,
        script,
        names(Encoding.in(excerpt)),
        Simhash.of(excerpt),
        names(SecretShape.kindsIn(excerpt)),
        scored);
  }

  private static List<String> names(Set<? extends WireName> found) {
    return found.stream().map(WireName::wireName).toList();
  }
}
