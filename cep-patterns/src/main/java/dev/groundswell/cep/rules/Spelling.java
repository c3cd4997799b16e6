package dev.groundswell.cep.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What a misspelt word was meant to be. */
final class Spelling {

  private static final int MOST_MISTAKES = 2;

  private Spelling() {}

  /**
   * The nearest of the words, if one differs in a letter or two, and in less than half of its own.
   */
  static Optional<String> meant(String word, Collection<String> words) {
    return words.stream()
        .filter(known -> mistakes(word, known) <= Math.min(MOST_MISTAKES, (known.length() - 1) / 2))
        .min(
            Comparator.comparingInt((String known) -> mistakes(word, known))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Letters that are wrong, missing, too many, or changed places with the next. */
  private static int mistakes(String word, String known) {
    int missing = Math.abs(word.length() - known.length());
    if (missing > MOST_MISTAKES) {
      return missing; // at least
    }
    int[][] upTo = new int[word.length() + 1][known.length() + 1];
    for (int i = 0; i <= word.length(); i++) {
      for (int j = 0; j <= known.length(); j++) {
        if (i == 0 || j == 0) {
          upTo[i][j] = i + j;
          continue;
        }
        int wrong = word.charAt(i - 1) == known.charAt(j - 1) ? 0 : 1;
        int least = Math.min(upTo[i - 1][j], upTo[i][j - 1]) + 1;
        upTo[i][j] = Math.min(least, upTo[i - 1][j - 1] + wrong);
        if (i > 1
            && j > 1
            && word.charAt(i - 1) == known.charAt(j - 2)
            && word.charAt(i - 2) == known.charAt(j - 1)) {
          upTo[i][j] = Math.min(upTo[i][j], upTo[i - 2][j - 2] + 1);
        }
      }
    }
    return upTo[word.length()][known.length()];
  }
}
