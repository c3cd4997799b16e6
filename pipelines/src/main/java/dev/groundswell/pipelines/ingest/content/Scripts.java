package dev.groundswell.pipelines.ingest.content;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The writing system of a text, by majority of its letters, as ISO 15924 names it. */
final class Scripts {

  /** A script without a code of ours, by the standard's own name for that. */
  private static final String UNCODED = "Zzzz";

  private static final String JAPANESE = "Jpan";

  /** One kana among nine ideographs: Japanese; Chinese quotes the odd one. */
  private static final int IDEOGRAPHS_PER_KANA = 9;

  private static final Map<UnicodeScript, String> CODES = new EnumMap<>(UnicodeScript.class);

  static {
    List.of(
            "Adlm", "Arab", "Armn", "Beng", "Bopo", "Cans", "Cher", "Copt", "Cyrl", "Deva", "Ethi",
            "Geor", "Goth", "Grek", "Gujr", "Guru", "Hang", "Hani", "Hebr", "Hira", "Kana", "Khmr",
            "Knda", "Laoo", "Latn", "Mlym", "Mong", "Mymr", "Nkoo", "Orya", "Runr", "Sinh", "Syrc",
            "Taml", "Telu", "Tfng", "Thaa", "Thai", "Tibt", "Vaii", "Yiii")
        .forEach(code -> CODES.put(UnicodeScript.forName(code), code));
  }

  private Scripts() {}

  /** ISO 15924 code; null without letters. */
  static String of(String text) {
    boolean letters = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return byMajority(text);
      }
      letters |= Character.isLetter(c);
    }
    return letters ? code(UnicodeScript.LATIN) : null;
  }

  private static String byMajority(String text) {
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    text.codePoints()
        .filter(Character::isLetter)
        .mapToObj(letter -> letter < 0x80 ? UnicodeScript.LATIN : UnicodeScript.of(letter))
        .forEach(script -> letters.merge(script, 1, Integer::sum));
    // Marks that every script shares, such as the kana length mark, decide nothing.
    letters.remove(UnicodeScript.COMMON);
    letters.remove(UnicodeScript.INHERITED);
    UnicodeScript most =
        letters.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(null);
    return most == null ? null : isJapanese(most, letters) ? JAPANESE : code(most);
  }

  private static boolean isJapanese(UnicodeScript most, Map<UnicodeScript, Integer> letters) {
    int kana =
        letters.getOrDefault(UnicodeScript.HIRAGANA, 0)
            + letters.getOrDefault(UnicodeScript.KATAKANA, 0);
    return switch (most) {
      case HIRAGANA, KATAKANA -> true;
      case HAN -> kana * IDEOGRAPHS_PER_KANA >= letters.get(most);
      default -> false;
    };
  }

  private static String code(UnicodeScript script) {
    return CODES.getOrDefault(script, UNCODED);
  }
}
