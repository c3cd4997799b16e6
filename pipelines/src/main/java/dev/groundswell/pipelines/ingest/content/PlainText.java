package dev.groundswell.pipelines.ingest.content;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What is left of a text when everything is taken away that readers, and models, read over: NFKC,
 * case folded, lookalikes read as what they look like, no invisible characters, punctuation or
 * spaces.
 */
final class PlainText {

  /** Unicode's stream-safe text format allows 30; longer runs make normalisation quadratic. */
  private static final int MOST_MARKS = 8;

  private static final int MOST = 2 * Excerpt.SIDE;

  private static final int SOFT_HYPHEN = 0xAD;

  private static final int ASCII = 0x80;

  /** What is left of each ASCII character, if anything: most texts consist of them. */
  private static final String[] LEFT_OF_ASCII =
      IntStream.range(0, ASCII)
          .mapToObj(Character::toString)
          .map(PlainText::left)
          .toArray(String[]::new);

  private PlainText() {}

  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < Math.min(text.length(), MOST); i++) {
      char c = text.charAt(i);
      if (c >= ASCII) {
        return left(text);
      }
      plain.append(LEFT_OF_ASCII[c]);
    }
    return plain.toString();
  }

  private static String left(String text) {
    String normal = Normalizer.normalize(visible(text), Normalizer.Form.NFKC);
    // Some compatibility characters are whole phrases: what comes out is bounded like what goes in.
    String bounded = normal.substring(0, Math.min(normal.length(), MOST));
    String folded = bounded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    StringBuilder plain = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      char read = Lookalikes.read(folded.charAt(i));
      if (speaks(read)) {
        plain.append(read);
      }
    }
    return plain.toString();
  }

  private static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int type = c < 0x300 ? Character.OTHER_LETTER : Character.getType(c);
      marks = type == Character.NON_SPACING_MARK ? marks + 1 : 0;
      if (c != SOFT_HYPHEN && type != Character.FORMAT && marks <= MOST_MARKS) {
        visible.appendCodePoint(c);
      }
    }
    return visible.toString();
  }

  private static boolean speaks(char c) {
    return Character.isLetterOrDigit(c)
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.OTHER_SYMBOL,
              Character.SURROGATE ->
              true;
          default -> false;
        };
  }
}
