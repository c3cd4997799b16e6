package dev.groundswell.cep.rules;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was last said about the behaviour of each rule: a behaviour that changes under an unchanged
 * version would meet state that another behaviour left.
 */
public record VersionLock(List<Entry> entries) {

  /** Name of the file that holds it, beside the rules. */
  public static final String FILE = "version.lock";

  private static final Pattern LINE = Pattern.compile("(.+) ([1-9]\\d{0,8}) ([0-9a-f]{32})");

  public VersionLock {
    entries = List.copyOf(entries);
  }

  /**
   * What was said about one rule.
   *
   * @param file its file, relative to the lock, with {@code /} between names
   * @param version its version
   * @param behaviour fingerprint of its behaviour
   */
  public record Entry(String file, int version, String behaviour) {

    /**
     * Reads a line of the lock.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Entry parse(String line) {
      Matcher columns = LINE.matcher(line);
      if (!columns.matches()) {
        throw new IllegalArgumentException("must be file, version and fingerprint");
      }
      return new Entry(columns.group(1), Integer.parseInt(columns.group(2)), columns.group(3));
    }
  }

  /**
   * Reads a lock.
   *
   * @throws IllegalArgumentException if a line is none of a lock
   */
  public static VersionLock parse(String text) {
    return new VersionLock(text.lines().map(Entry::parse).toList());
  }

  /** The files, in the order of the lock. */
  public List<String> files() {
    return entries.stream().map(Entry::file).toList();
  }

  /** The text that {@link #parse} reads. */
  public String format() {
    return entries.stream()
        .map(entry -> entry.file() + " " + entry.version() + " " + entry.behaviour() + "\n")
        .collect(Collectors.joining());
  }
}
