package dev.groundswell.pipelines.ingest.content;

import java.util.Set;

/** Runs of letters that differ from plain ones in style only. */
final class StyledLetters {

  /** Formulas have single letters and the odd function of three. */
  private static final int WORD = 4;

  private StyledLetters() {}

  static void find(String text, Set<Encoding> found) {
    int styled = 0;
    int wide = 0;
    boolean styledWord = false;
    boolean wideWord = false;
    boolean eastAsian = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      styled = isStyled(c) ? styled + 1 : 0;
      wide = isWide(c) ? wide + 1 : 0;
      styledWord |= styled >= WORD;
      wideWord |= wide >= WORD;
      eastAsian |= (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
    }
    if (styledWord || (wideWord && !eastAsian)) {
      found.add(Encoding.STYLED_LETTERS);
    }
  }

  private static boolean isStyled(int c) {
    return (c >= 0x1D400 && c <= 0x1D7CB) // mathematical
        || (c >= 0x24B6 && c <= 0x24E9) // circled
        || (c >= 0x1F130 && c <= 0x1F149) // squared
        || (c >= 0x1F150 && c <= 0x1F169) // circled, dark
        || (c >= 0x1F170 && c <= 0x1F189); // squared, dark
  }

  private static boolean isWide(int c) {
    return (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
  }
}
