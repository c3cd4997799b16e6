package dev.groundswell.pipelines.ingest.content;

import java.nio.charset.StandardCharsets;

/** Whether bytes are UTF-8 of something that people read. */
final class Prose {

  private static final char BROKEN = '\uFFFD';

  /** Of ten characters this many are letters or spaces. */
  private static final int LETTERS_IN_TEN = 7;

  private Prose() {}

  static boolean is(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int letters = 0;
    int broken = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == BROKEN) {
        broken++;
      } else if ((Character.isISOControl(c) && !Character.isWhitespace(c))
          || !Character.isDefined(c)) {
        return false;
      } else if (Character.isLetter(c) || Character.isWhitespace(c)) {
        letters++;
      }
    }
    // The last character may have been cut.
    boolean whole = broken == 0 || (broken == 1 && text.charAt(text.length() - 1) == BROKEN);
    return whole && letters * 10 >= text.length() * LETTERS_IN_TEN;
  }
}
