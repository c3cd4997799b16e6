package dev.groundswell.local.cli;

/** Text for a terminal, which obeys what it is sent: much of what is printed is a stranger's. */
public final class Printable {

  /** Control characters, and those that turn the direction of what follows. */
  private static final String OBEYED = "[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]";

  private Printable() {}

  /** One line, with a question mark for each character that a terminal would obey. */
  public static String of(String text) {
    return text.replaceAll(OBEYED, "?");
  }

  /** The same for text of several lines. */
  public static String lines(String text) {
    return String.join(System.lineSeparator(), text.lines().map(Printable::of).toList());
  }
}
