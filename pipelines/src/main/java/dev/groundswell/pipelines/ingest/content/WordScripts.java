package dev.groundswell.pipelines.ingest.content;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * The alphabets inside one word. Only alphabets with spaces between words are looked at: in the
 * others a foreign name stands between two words without a gap.
 */
final class WordScripts {

  private static final Set<UnicodeScript> ALPHABETS =
      EnumSet.of(
          UnicodeScript.LATIN,
          UnicodeScript.CYRILLIC,
          UnicodeScript.GREEK,
          UnicodeScript.ARMENIAN,
          UnicodeScript.GEORGIAN,
          UnicodeScript.CHEROKEE,
          UnicodeScript.COPTIC);

  /** Science: units, and names such as TNFα. Their lookalikes are homoglyphs none the less. */
  private static final Set<UnicodeScript> LATIN_AND_GREEK =
      EnumSet.of(UnicodeScript.LATIN, UnicodeScript.GREEK);

  private static final Set<UnicodeScript> LATIN_AND_CYRILLIC =
      EnumSet.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC);

  private final Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
  private UnicodeScript last;
  private int changes;

  /** Whether every letter outside of the alphabet looks like one of it. */
  private boolean couldPassForLatin = true;

  private boolean couldPassForCyrillic = true;

  /** Whether the alphabet goes on behind a foreign letter: foreign endings are grammar. */
  private boolean latinGoesOn;

  private boolean cyrillicGoesOn;

  private WordScripts() {}

  static void find(String text, Set<Encoding> found) {
    WordScripts word = new WordScripts();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isLetter(c)) {
        word.add(c);
      } else if (!isInsideWords(c)) {
        word.judge(found);
        word = word.scripts.isEmpty() ? word : new WordScripts();
      }
    }
    word.judge(found);
  }

  private static boolean isInsideWords(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.FORMAT;
  }

  private void add(int letter) {
    UnicodeScript script = letter < 0x80 ? UnicodeScript.LATIN : UnicodeScript.of(letter);
    if (!ALPHABETS.contains(script)) {
      return;
    }
    boolean changed = last != null && last != script;
    changes += changed ? 1 : 0;
    if (script == UnicodeScript.LATIN) {
      latinGoesOn |= changed;
      couldPassForCyrillic &= Lookalikes.looksCyrillic(letter);
    } else {
      couldPassForLatin &= Lookalikes.looksLatin(letter);
      cyrillicGoesOn |= changed;
    }
    last = script;
    scripts.add(script);
  }

  private void judge(Set<Encoding> found) {
    if (scripts.size() < 2) {
      return;
    }
    if ((couldPassForLatin && latinGoesOn)
        || (scripts.equals(LATIN_AND_CYRILLIC) && couldPassForCyrillic && cyrillicGoesOn)) {
      found.add(Encoding.HOMOGLYPH);
    } else if (changes > 1 && !scripts.equals(LATIN_AND_GREEK)) {
      found.add(Encoding.MIXED_SCRIPT);
    }
  }
}
