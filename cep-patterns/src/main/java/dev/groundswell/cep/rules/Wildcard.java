package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.util.Locale;

/**
 * A Sigma string with wildcards, compared without regard to case in time linear in the text for
 * every single star.
 *
 * @param pattern lower-case characters; the wildcards are {@link #ANY} and {@link #ONE}
 */
public record Wildcard(String pattern) implements Serializable {

  // Private-use characters stand for the wildcards, so that escaped * and ? are plain characters.
  static final char ANY = '\uE000';
  static final char ONE = '\uE001';

  /**
   * Reads {@code *} (any characters) and {@code ?} (one character); a backslash before one of them,
   * or before a backslash, takes its meaning away; before anything else it is a backslash.
   */
  static Wildcard parse(String text) {
    StringBuilder pattern = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && "*?\\".indexOf(text.charAt(i + 1)) >= 0) {
        pattern.append(text.charAt(++i));
      } else {
        pattern.append(c == '*' ? ANY : c == '?' ? ONE : Character.toLowerCase(c));
      }
    }
    return new Wildcard(pattern.toString().toLowerCase(Locale.ROOT));
  }

  Wildcard withAnyBefore() {
    return new Wildcard(ANY + pattern);
  }

  Wildcard withAnyAfter() {
    return new Wildcard(pattern + ANY);
  }

  boolean isLiteral() {
    return pattern.indexOf(ANY) < 0 && pattern.indexOf(ONE) < 0;
  }

  /** Whether the whole lower-case text matches. */
  public boolean matches(String lowerCase) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (in < lowerCase.length()) {
      if (at < pattern.length() && pattern.charAt(at) == ANY) {
        star = at++;
        resume = in;
      } else if (at < pattern.length() && fits(pattern.charAt(at), lowerCase.charAt(in))) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++resume;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == ANY) {
      at++;
    }
    return at == pattern.length();
  }

  private static boolean fits(char expected, char actual) {
    return expected == ONE || expected == actual;
  }
}
