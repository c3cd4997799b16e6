package dev.groundswell.cep.rules;

/** Makes texts equal that differ only in case. */
public final class CaseFold {

  private CaseFold() {}

  /**
   * The text in folded case. Character by character, so that a part of a text folds as it does in
   * the whole: lower-casing a whole text writes a last sigma as another letter.
   */
  public static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (fold(text.charAt(i)) != text.charAt(i)) {
        char[] folded = text.toCharArray();
        for (; i < folded.length; i++) {
          folded[i] = fold(folded[i]);
        }
        return new String(folded);
      }
    }
    return text;
  }

  // Upper case first: letters that share one, such as the two small sigmas, become equal.
  private static char fold(char c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c; // nearly every letter there is
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
