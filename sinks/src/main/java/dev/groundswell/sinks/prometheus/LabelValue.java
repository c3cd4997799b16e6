package dev.groundswell.sinks.prometheus;

/** Makes any text fit to be a label value: short, on one line, without quotes. */
final class LabelValue {

  static final String OTHER = "other";
  static final int MAX_LENGTH = 128;

  private LabelValue() {}

  /** Cuts before it looks, so that a value of a megabyte costs no more than a short one. */
  static String of(String text) {
    if (text == null || text.isEmpty()) {
      return "unknown";
    }
    String cut = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    return cut.codePoints().allMatch(LabelValue::isPlain) ? cut : replaceOdd(cut);
  }

  private static String replaceOdd(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(c -> plain.appendCodePoint(isPlain(c) ? c : '_'));
    return plain.toString();
  }

  private static boolean isPlain(int codePoint) {
    boolean breaksLine =
        Character.isISOControl(codePoint) || codePoint == '\u2028' || codePoint == '\u2029';
    boolean halfOfPair =
        codePoint <= Character.MAX_VALUE && Character.isSurrogate((char) codePoint);
    return !breaksLine && !halfOfPair && codePoint != '"' && codePoint != '\\';
  }
}
