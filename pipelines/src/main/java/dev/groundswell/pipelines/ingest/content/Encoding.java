package dev.groundswell.pipelines.ingest.content;

import java.util.EnumSet;
import java.util.Set;

/**
 * Ways to write a text so that people and filters read something else than the model. What is found
 * is a fact and no judgement: ordinary hashes, ids, code, links, emoji, mathematics and mixtures of
 * languages are not among them.
 */
enum Encoding implements WireName {
  /** Base64, plain or for URLs, of readable text; that of images and keys is not readable. */
  BASE64,
  /** Hex digits, in one run or in pairs, of readable text. */
  HEX,
  /** Zero-width characters inside words of scripts that do without them, or long runs of them. */
  ZERO_WIDTH,
  /** Unicode tag characters (U+E0000 block) outside of flags. */
  TAG_CHARS,
  /** Runs of variation selectors, which can carry bytes. */
  VARIATION_SELECTORS,
  /** Characters that reverse the direction of what follows whatever its script. */
  BIDI_OVERRIDE,
  /** Words in which letters of another alphabet stand for their lookalikes. */
  HOMOGLYPH,
  /** Words that go back and forth between alphabets. */
  MIXED_SCRIPT,
  /** Words of mathematical, circled, squared or, outside of East Asian text, wide letters. */
  STYLED_LETTERS;

  /** Those in {@code excerpt}, in time linear in its length. */
  static Set<Encoding> in(String excerpt) {
    Set<Encoding> found = EnumSet.noneOf(Encoding.class);
    if (EncodedRuns.base64(excerpt)) {
      found.add(BASE64);
    }
    if (EncodedRuns.hex(excerpt)) {
      found.add(HEX);
    }
    if (!isPlain(excerpt)) {
      HiddenCharacters.find(excerpt, found);
      WordScripts.find(excerpt, found);
      StyledLetters.find(excerpt, found);
    }
    return found;
  }

  /** Latin letters up to U+02FF hide nothing. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x300) {
        return false;
      }
    }
    return true;
  }
}
