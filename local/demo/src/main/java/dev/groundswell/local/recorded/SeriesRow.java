package dev.groundswell.local.recorded;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;

/**
 * A row of a {@link Series}.
 *
 * @param line that it stands on, counted from 1
 * @param time milliseconds since the epoch
 * @param value what was counted; 0 or more
 */
public record SeriesRow(long line, long time, long value) {

  private static final int SHOWN = 60;
  private static final Pattern MILLIS = Pattern.compile("[+-]?\\d+");
  private static final BigDecimal MOST = BigDecimal.valueOf(Series.MAX_SUM);

  /** As many milliseconds are March 1973, as many seconds the year 5138. */
  private static final long SECONDS = 100_000_000_000L;

  private static final long END_OF_TIMES = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

  /** Whether the first line of a file names its columns: times begin with a digit. */
  static boolean isHeading(String line) {
    return line.startsWith("\"") || Character.isLetter(line.codePointAt(0));
  }

  /**
   * Reads {@code timestamp,value}.
   *
   * @throws IOException saying what is wrong with the line
   */
  static SeriesRow of(long line, String text) throws IOException {
    String[] columns = text.split(",", -1);
    if (columns.length != 2) {
      throw wrong(line, "has %d columns; a series has two, timestamp,value", columns.length);
    }
    return new SeriesRow(line, time(line, columns[0].strip()), value(line, columns[1].strip()));
  }

  private static long time(long line, String text) throws IOException {
    try {
      boolean isNumber = MILLIS.matcher(text).matches();
      long millis = isNumber ? Long.parseLong(text) : parsed(text);
      if (isNumber && millis < SECONDS) {
        throw wrong(
            line,
            "timestamp %s would be milliseconds since 1970; if it is seconds, append 000",
            cut(text));
      }
      if (millis < 0 || millis >= END_OF_TIMES) {
        throw wrong(line, "timestamp %s is not in the years from 1970 to 9999", cut(text));
      }
      return millis;
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw wrong(
          line,
          "timestamp %s is none: write 2026-01-01T00:00:00Z, 2026-01-01 00:00:00 or milliseconds"
              + " since 1970",
          cut(text));
    }
  }

  /** Without a zone it is UTC. */
  private static long parsed(String text) {
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(
            text.replaceFirst(" ", "T"), Instant::from, LocalDateTime::from);
    Instant instant =
        time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(time);
    return instant.toEpochMilli();
  }

  private static long value(long line, String text) throws IOException {
    try {
      BigDecimal value = new BigDecimal(text);
      if (value.signum() < 0) {
        throw wrong(
            line, "value %s is negative; leave the row out if nothing was counted", cut(text));
      }
      if (value.compareTo(MOST) > 0) {
        throw wrong(
            line,
            "value %s is larger than 1,000,000,000; write all values in thousands",
            cut(text));
      }
      return value.longValueExact();
    } catch (NumberFormatException e) {
      throw wrong(
          line, "value '%s' is no number; leave the row out if nothing was counted", cut(text));
    } catch (ArithmeticException e) {
      throw wrong(line, "value %s is no whole number, as counts are; round it", cut(text));
    }
  }

  private static String cut(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }

  private static IOException wrong(long line, String problem, Object value) {
    return new IOException("line %d: %s".formatted(line, problem.formatted(value)));
  }
}
