package dev.groundswell.pipelines.ingest.verdict;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The scales on which providers grade what they find. What is not on a scale is no grade: text of
 * producers never makes a verdict that validation refuses.
 */
enum Scale {
  /** Azure's severity, 0 to 7, of which safe, low, medium and high are 0, 2, 4 and 6. */
  LEVEL("level"),
  /** How sure a detector is, in words: Bedrock's confidence, Gemini's probability. */
  CONFIDENCE("confidence"),
  /** How sure a detector is, 0 to 1. */
  SCORE("score"),
  /** How sure a detector is that all is well, 0 to 1: Bedrock's grounding. */
  SCORE_INVERTED("score-inverted"),
  /** Cloudflare's points: 1 is surely an attack, 99 surely none, 100 has not been scored. */
  POINTS_INVERTED("points-inverted"),
  /** The provider says that it is there, and neither how bad nor how sure. */
  UNGRADED("-");

  private static final int MAX_LENGTH = 32;
  private static final String NOT_SCORED = "100";
  private static final Map<String, Double> LEVELS =
      Map.of("safe", 0.0, "low", 2.0, "medium", 4.0, "high", 6.0);
  private static final Map<String, Double> WORDS =
      Map.of("none", 0.0, "negligible", 0.0, "low", 0.33, "medium", 0.67, "high", 1.0);

  private final String id;

  Scale(String id) {
    this.id = id;
  }

  /** The scale of that name in the table. */
  static Optional<Scale> of(String id) {
    return Arrays.stream(values()).filter(scale -> scale.id.equals(id)).findFirst();
  }

  String id() {
    return id;
  }

  /**
   * The grade that a provider gave.
   *
   * @param raw as the provider writes it; null if it wrote none
   */
  Grade grade(String raw) {
    String text = raw == null ? "" : raw.toLowerCase(Locale.ROOT);
    Optional<Grade> grade =
        switch (this) {
          case LEVEL -> level(text).map(level -> Grade.ofSeverity(level / 7));
          case CONFIDENCE -> Optional.ofNullable(WORDS.get(text)).map(Grade::ofConfidence);
          case SCORE -> between(text, 0, 1).map(Grade::ofConfidence);
          case SCORE_INVERTED -> between(text, 0, 1).map(score -> Grade.ofConfidence(1 - score));
          case POINTS_INVERTED ->
              between(text, 1, 99).map(points -> Grade.ofConfidence((99 - points) / 98));
          case UNGRADED -> Optional.empty();
        };
    return grade.orElse(Grade.NONE);
  }

  /** False if the provider says that it has not looked. */
  boolean isJudgement(String raw) {
    return this != POINTS_INVERTED || !NOT_SCORED.equals(raw);
  }

  private static Optional<Double> level(String text) {
    return Optional.ofNullable(LEVELS.get(text)).or(() -> between(text, 0, 7));
  }

  private static Optional<Double> between(String text, double low, double high) {
    try {
      // A number of a million digits is no grade, and takes long to read.
      double number = text.length() > MAX_LENGTH ? Double.NaN : Double.parseDouble(text);
      // Written so that NaN, which compares false with everything, is none either.
      return number >= low && number <= high ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
