package dev.groundswell.pipelines.ingest.content;

/**
 * Similarity hash (Charikar, 2002) of a text's distinct shingles: four characters of {@link
 * PlainText}, or two of the scripts in which a character is a syllable or a word. Edits change few
 * shingles and so few of the 64 bits; texts of other words differ in about half of them.
 */
public final class Simhash {

  /**
   * At most this many bits apart, two texts are versions of one another: a third of the way from
   * the edited to the unrelated pairs of one half of the test's, and it holds on the other half. It
   * keeps to the edited, since every text meets many others. The same said in other words is as far
   * as anything else.
   */
  public static final int NEAR = 15;

  private static final char FIRST_SYLLABLE = '\u2E80';
  private static final long TWO_CHARACTERS = 0xFFFFFFFFL;
  private static final int SHINGLE = 4;

  private Simhash() {}

  /** Bits in which two hashes differ, 0 to 64. */
  public static int distance(long one, long other) {
    return Long.bitCount(one ^ other);
  }

  /** The hash of a text; null when it has neither letters nor digits nor symbols. */
  static Long of(String excerpt) {
    String plain = PlainText.of(excerpt);
    if (plain.isEmpty()) {
      return null;
    }
    ShingleSet shingles = new ShingleSet(plain.length());
    long window = 0;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      window = window << Character.SIZE | c;
      if (c >= FIRST_SYLLABLE) {
        shingles.add(Hash64.mix(window & TWO_CHARACTERS));
      } else if (i >= SHINGLE - 1) {
        shingles.add(Hash64.mix(window));
      }
    }
    if (shingles.isEmpty()) {
      shingles.add(Hash64.mix(window));
    }
    return shingles.majority();
  }
}
