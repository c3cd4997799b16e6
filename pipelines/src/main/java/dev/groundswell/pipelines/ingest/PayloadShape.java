package dev.groundswell.pipelines.ingest;

/** What a refused payload looks like, without what it says. */
final class PayloadShape {

  static final int PREFIX_BYTES = 1024;

  private PayloadShape() {}

  /** Letters as {@code a}, digits as {@code 9}, ASCII punctuation as it is, the rest as a dot. */
  static String of(byte[] payload) {
    int length = Math.min(payload.length, PREFIX_BYTES);
    StringBuilder shape = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      shape.append(shape(payload[i]));
    }
    return shape.toString();
  }

  private static char shape(byte value) {
    char c = (char) value;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      return 'a';
    }
    if (c >= '0' && c <= '9') {
      return '9';
    }
    return c >= ' ' && c <= '~' ? c : '.';
  }
}
