package dev.groundswell.cep.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An upper bound of the program that RE2/J makes of a pattern, found without making it: {@code
 * (a{1000}){1000}} alone is a million steps. Counts what it cannot read as characters; RE2/J
 * refuses it afterwards.
 */
final class RegexSize {

  // More than four digits are refused by RE2/J.
  private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,4})(?:(,)(\\d{0,4}))?}");
  // Sets flags, and what follows repeats what stands before it.
  private static final Pattern FLAGS = Pattern.compile("\\(\\?[a-zA-Z-]*\\)");
  // Of steps that may consume nothing; one is enough for others.
  private static final long LOOP = 2;
  private static final long ENOUGH = 1_000_000_000;

  private final String pattern;
  private int position;

  private RegexSize(String pattern) {
    this.pattern = pattern;
  }

  /** At most this many steps; bounds above a thousand million are not told apart. */
  static long of(String pattern) {
    RegexSize reader = new RegexSize(pattern);
    long size = 0;
    while (reader.position < pattern.length()) {
      size += reader.sequence();
      reader.position++;
    }
    return size;
  }

  /** The steps up to the end or a closing parenthesis. */
  private long sequence() {
    Matcher repetition = REPETITION.matcher(pattern);
    Matcher flags = FLAGS.matcher(pattern);
    long before = 0;
    long last = 0;
    while (position < pattern.length() && pattern.charAt(position) != ')') {
      if (repetition.region(position, pattern.length()).lookingAt()) {
        last = repeated(last, repetition);
        position = repetition.end();
      } else if (flags.region(position, pattern.length()).lookingAt()) {
        position = flags.end();
      } else if ("*+?".indexOf(pattern.charAt(position)) >= 0) {
        last += pattern.charAt(position) == '?' ? 1 : LOOP;
        position++;
      } else if (pattern.startsWith("\\Q", position)) {
        // Only the last quoted character is repeated by what follows.
        int quoted = skipQuoted();
        before = quoted == 0 ? before : Math.min(before + last + quoted - 1, ENOUGH);
        last = quoted == 0 ? last : 1;
      } else {
        before = Math.min(before + last, ENOUGH);
        last = atom();
      }
    }
    return Math.min(before + last, ENOUGH);
  }

  // x{2,4} is written out as xx(x(x)?)?, x{2,} as xx+, and x{0} as a step that does nothing.
  private static long repeated(long size, Matcher repetition) {
    long least = Long.parseLong(repetition.group(1));
    if (repetition.group(2) == null) {
      return Math.min(Math.max(size * least, 1), ENOUGH);
    }
    if (repetition.group(3).isEmpty()) {
      return Math.min(size * Math.max(least, 1) + LOOP, ENOUGH);
    }
    long optional = Math.max(Long.parseLong(repetition.group(3)) - least, 0);
    return Math.min(Math.max(size * least + (size + 1) * optional, 1), ENOUGH);
  }

  private long atom() {
    char c = pattern.charAt(position);
    if (c == '(') {
      return group();
    }
    if (c == '[') {
      skipClass();
    } else if (c == '\\') {
      skipEscape();
    } else {
      position++;
    }
    // An alternative that is empty is a step too.
    return c == '|' ? 2 : 1;
  }

  private long group() {
    boolean captures = !pattern.startsWith("(?:", position);
    position += captures ? 1 : 3;
    long size = Math.max(sequence(), 1);
    position++;
    return captures ? size + 2 : size;
  }

  /** Leaves a quotation behind; returns the number of its characters. */
  private int skipQuoted() {
    int first = position + 2;
    int end = pattern.indexOf("\\E", first);
    position = end < 0 ? pattern.length() : end + 2;
    return (end < 0 ? pattern.length() : end) - first;
  }

  private void skipEscape() {
    boolean braced = position + 2 < pattern.length() && pattern.charAt(position + 2) == '{';
    if (braced && "pPx".indexOf(pattern.charAt(position + 1)) >= 0) {
      position = after("}", position);
    } else {
      position += 2;
    }
  }

  // A closing bracket is a plain character at the beginning of a class.
  private void skipClass() {
    position += pattern.startsWith("[^", position) ? 2 : 1;
    int first = position;
    while (position < pattern.length() && (position == first || pattern.charAt(position) != ']')) {
      if (pattern.startsWith("[:", position) && pattern.indexOf(":]", position) >= 0) {
        position = after(":]", position);
      } else {
        position += pattern.charAt(position) == '\\' ? 2 : 1;
      }
    }
    position++;
  }

  private int after(String end, int from) {
    int found = pattern.indexOf(end, from);
    return found < 0 ? pattern.length() : found + end.length();
  }
}
