package dev.groundswell.pipelines.ingest.content;

/**
 * What the features read of a long text: its beginning and its end, where people write what they
 * want of a model around what they paste. Length and HMAC alone read all of it.
 */
final class Excerpt {

  /** UTF-16 units from either end; both together are some four thousand tokens. */
  static final int SIDE = 8_192;

  private Excerpt() {}

  static String of(String text) {
    if (text.length() <= 2 * SIDE) {
      return text;
    }
    int head = Character.isHighSurrogate(text.charAt(SIDE - 1)) ? SIDE - 1 : SIDE;
    int tail = text.length() - SIDE;
    if (Character.isLowSurrogate(text.charAt(tail))) {
      tail++;
    }
    // A line between them, so that no word and no key appears that the text does not hold.
    return text.substring(0, head) + '\n' + text.substring(tail);
  }

  /** The first {@code characters} code points. */
  static String beginning(String text, int characters) {
    int[] first = text.codePoints().limit(characters).toArray();
    return new String(first, 0, first.length);
  }
}
