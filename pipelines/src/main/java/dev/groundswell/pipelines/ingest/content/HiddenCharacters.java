package dev.groundswell.pipelines.ingest.content;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** Characters without a shape of their own, where no script, flag or emoji needs them. */
final class HiddenCharacters {

  /** Longer runs carry bits; joiners of emoji stand alone. */
  private static final int HIDDEN_MESSAGE = 8;

  private static final int BLACK_FLAG = 0x1F3F4;

  /** Subdivision flags are a black flag, up to six tags and the cancel tag. */
  private static final int TAGS_OF_A_FLAG = 7;

  private final Set<Encoding> found;
  private int before;
  private int zeroWidths;
  private int selectors;
  private int tagsLeft;

  private HiddenCharacters(Set<Encoding> found) {
    this.found = found;
  }

  static void find(String text, Set<Encoding> found) {
    HiddenCharacters scan = new HiddenCharacters(found);
    text.codePoints().forEach(scan::next);
  }

  private void next(int c) {
    if (isZeroWidth(c)) {
      note(++zeroWidths >= HIDDEN_MESSAGE, Encoding.ZERO_WIDTH);
      return;
    }
    note(zeroWidths > 0 && needsNoJoiner(before) && needsNoJoiner(c), Encoding.ZERO_WIDTH);
    zeroWidths = 0;
    before = c;
    selectors = isVariationSelector(c) ? selectors + 1 : 0;
    note(selectors > 1, Encoding.VARIATION_SELECTORS);
    note(c == 0x202D || c == 0x202E, Encoding.BIDI_OVERRIDE);
    if (c == BLACK_FLAG) {
      tagsLeft = TAGS_OF_A_FLAG;
    } else if ((c >= 0xE0001 && c <= 0xE007F)) {
      note(tagsLeft-- <= 0, Encoding.TAG_CHARS);
    } else {
      tagsLeft = 0;
    }
  }

  private void note(boolean present, Encoding encoding) {
    if (present) {
      found.add(encoding);
    }
  }

  private static boolean isZeroWidth(int c) {
    return (c >= 0x200B && c <= 0x200D)
        || (c >= 0x2060 && c <= 0x2064)
        || c == 0xFEFF
        || c == 0x180E;
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
  }

  /**
   * Persian and the scripts of India need joiners, those of South-East Asia break words by them.
   */
  private static boolean needsNoJoiner(int c) {
    if (!Character.isLetterOrDigit(c)) {
      return false;
    }
    return switch (UnicodeScript.of(c)) {
      case LATIN, CYRILLIC, GREEK, ARMENIAN, GEORGIAN, COMMON -> true;
      default -> false;
    };
  }
}
