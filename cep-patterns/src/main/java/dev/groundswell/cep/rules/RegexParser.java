package dev.groundswell.cep.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.Set;

/** Compiles regular expressions that no text can make slow. */
final class RegexParser {

  private static final Map<String, Integer> FLAGS =
      Map.of("i", Pattern.CASE_INSENSITIVE, "m", Pattern.MULTILINE, "s", Pattern.DOTALL);

  private static final int MAX_CHARACTERS = 1000;

  // RE2/J follows steps that consume nothing by recursion: a few thousand overflow a thread's
  // stack.
  private static final int MAX_STEPS = 1000;

  private RegexParser() {}

  /**
   * Compiles a pattern.
   *
   * @param flags those of {@code i}, {@code m} and {@code s} that are set
   * @throws IllegalArgumentException saying what is wrong
   */
  static Pattern parse(String text, Set<String> flags) {
    if (text.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "is longer than %d characters; split it".formatted(MAX_CHARACTERS));
    }
    long steps = RegexSize.of(text);
    if (steps > MAX_STEPS) {
      throw new IllegalArgumentException(
          "unfolds into %d steps, and at most %d are taken; repeat less"
              .formatted(steps, MAX_STEPS));
    }
    try {
      return Pattern.compile(text, flags.stream().mapToInt(FLAGS::get).sum());
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          ("RE2/J cannot read the pattern: %s `%s`; it knows no look-around, no back references and"
                  + " no possessive quantifiers, so that no text can make it slow")
              .formatted(e.getDescription(), e.getPattern()),
          e);
    }
  }
}
