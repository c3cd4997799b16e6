package dev.groundswell.pipelines.ingest.content;

/** Letters and digits that readers take for others. */
final class Lookalikes {

  /** Cyrillic and Greek letters that look the same as Latin ones in most fonts. */
  private static final String LOOK_LATIN = "асеорхуіјѕһԁԛԝѵАВСЕНКМОРТХУІЈЅԚԜοϲϳνΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ";

  /** Latin letters that look the same as Cyrillic ones. */
  private static final String LOOK_CYRILLIC = "aceopxyiABCEHKMOPTXyI";

  /** Lower case, pairs of what is written and what is read; both cases of a letter read alike. */
  private static final String READINGS =
      "аaвbсcеeнhкkмmоoрpтtхxуyіiјjѕsһhԁdԛqԝwѵv"
          + "αaβbεeηhιiκkμmνvοoρpτtυyχxϲc"
          + "0o1ili3e4a5s7t8b9g@a$s|i";

  private static final char[] READ_AS = table(READINGS);
  private static final boolean[] LATIN = set(LOOK_LATIN);
  private static final boolean[] CYRILLIC = set(LOOK_CYRILLIC);

  private Lookalikes() {}

  /** The plainest letter that looks or is used like {@code lower}: `4` and Cyrillic а read as a. */
  static char read(char lower) {
    return lower < READ_AS.length ? READ_AS[lower] : lower;
  }

  static boolean looksLatin(int letter) {
    return letter < LATIN.length && LATIN[letter];
  }

  static boolean looksCyrillic(int letter) {
    return letter < CYRILLIC.length && CYRILLIC[letter];
  }

  private static char[] table(String pairs) {
    char[] table = new char[0x530];
    for (char c = 0; c < table.length; c++) {
      table[c] = c;
    }
    for (int i = 0; i < pairs.length(); i += 2) {
      table[pairs.charAt(i)] = pairs.charAt(i + 1);
    }
    return table;
  }

  private static boolean[] set(String letters) {
    boolean[] set = new boolean[0x530];
    letters.chars().forEach(letter -> set[letter] = true);
    return set;
  }
}
