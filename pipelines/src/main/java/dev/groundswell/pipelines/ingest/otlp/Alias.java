package dev.groundswell.pipelines.ingest.otlp;

/**
 * One way in which a library says something: a row of {@code genai-aliases.tsv}.
 *
 * @param row where it stands in the table: the upper is believed
 * @param name the attribute; {@code N} stands for a number in it. With a value, the field whose
 *     value is mapped
 * @param value the value, or a part of a message, that means something else; {@link #ANY} if the
 *     row is about the attribute
 * @param field what it means, as rules name it, or one of the words that only reading knows: {@code
 *     role}, {@code error.message}, {@code content.input}, {@code content.output}, {@code
 *     verdict.detector}, {@code verdict.target}, {@code reason}
 * @param becomes the value that it has there; {@link #ANY} for itself, or for none
 * @param of the library or convention
 * @param isCaptured whether a recording of it is among the tests
 */
record Alias(
    int row,
    String name,
    String value,
    String field,
    String becomes,
    String of,
    boolean isCaptured) {

  static final String ANY = "-";

  /** Whether the row is about an attribute, rather than about one of its values. */
  boolean isName() {
    return value.equals(ANY);
  }

  static Alias parse(int row, String[] cells) {
    return new Alias(
        row, cells[0], cells[1], cells[2], cells[3], cells[4], cells[5].equals("captured"));
  }
}
