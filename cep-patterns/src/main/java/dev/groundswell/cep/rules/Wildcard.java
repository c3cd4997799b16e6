package dev.groundswell.cep.rules;

import java.io.Serializable;

/**
 * A Sigma string with wildcards. Compares in at most text times pattern steps, whatever the text.
 *
 * @param pattern characters, in folded case unless {@code cased}; the wildcards are {@link #ANY},
 *     never twice in a row, and {@link #ONE}
 * @param cased whether case matters
 */
public record Wildcard(String pattern, boolean cased) implements Serializable {

  // Characters that no text holds stand for the wildcards: escaped * and ? are plain characters.
  static final char ANY = '\uFFFE';
  static final char ONE = '\uFFFF';

  private static final String ESCAPED = "*?\\";

  /**
   * Reads {@code *} (any characters) and {@code ?} (one code point); a backslash before one of
   * them, or before a backslash, takes its meaning away; before anything else it is a backslash.
   */
  static Wildcard parse(String text, boolean cased) {
    StringBuilder pattern = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && ESCAPED.indexOf(text.charAt(i + 1)) >= 0) {
        pattern.append(text.charAt(++i));
      } else {
        pattern.append(c == '*' ? ANY : c == '?' ? ONE : c);
      }
    }
    return of(cased ? pattern.toString() : CaseFold.fold(pattern.toString()), cased);
  }

  private static Wildcard of(String pattern, boolean cased) {
    return new Wildcard(pattern.replaceAll(ANY + "+", String.valueOf(ANY)), cased);
  }

  Wildcard withAnyBefore() {
    return of(ANY + pattern, cased);
  }

  Wildcard withAnyAfter() {
    return of(pattern + ANY, cased);
  }

  boolean isLiteral() {
    return pattern.indexOf(ANY) < 0 && pattern.indexOf(ONE) < 0;
  }

  /** Whether the whole text, in folded case unless {@link #cased}, matches. */
  public boolean matches(String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (in < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == ANY) {
        star = at++;
        resume = in;
      } else if (at < pattern.length() && pattern.charAt(at) == ONE) {
        at++;
        in += Character.charCount(text.codePointAt(in));
      } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        resume += Character.charCount(text.codePointAt(resume));
        in = resume;
      } else {
        return false;
      }
    }
    // What is left may be one ANY, which takes nothing.
    return at == pattern.length() || (at == pattern.length() - 1 && pattern.charAt(at) == ANY);
  }

  /** The pattern as Sigma writes it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(pattern.length());
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (ESCAPED.indexOf(c) >= 0) {
        text.append('\\');
      }
      text.append(c == ANY ? '*' : c == ONE ? '?' : c);
    }
    return text.toString();
  }
}
