package dev.groundswell.local.recorded;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How many of something there were at which times: rows of {@code timestamp,value}, which may come
 * in any order, behind a line of headings or not.
 *
 * @param read lines that are not blank
 * @param rows sorted by time; no two have one
 */
public record Series(long read, List<SeriesRow> rows) implements Recorded {

  /** Two years of minutes. */
  public static final int MAX_ROWS = 1_000_000;

  /** Each of them is added to a sketch: a minute's work or so. */
  public static final long MAX_SUM = 1_000_000_000;

  /**
   * Reads a file, compressed or not.
   *
   * @throws IOException if it cannot be read, naming the line that is no row, or if it holds more
   *     than {@link #MAX_ROWS} or adds up to more than {@link #MAX_SUM}: one row that is wrong may
   *     mean that all are
   */
  static Series read(InputStream file) throws IOException {
    List<SeriesRow> rows = new ArrayList<>();
    Lines lines = new Lines(file);
    long read = 0;
    long sum = 0;
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (line.get().isEmpty() || (read++ == 0 && SeriesRow.isHeading(line.get()))) {
        continue;
      }
      require(
          !line.get().startsWith("["),
          lines.number(),
          "a JSON %s is neither a row nor an event; write an event a line: jq -c .[] FILE",
          "array");
      SeriesRow row = SeriesRow.of(lines.number(), line.get());
      rows.add(row);
      sum += row.value();
      require(rows.size() <= MAX_ROWS, row.line(), "more than %,d rows; cut the file", MAX_ROWS);
      require(
          sum <= MAX_SUM,
          row.line(),
          "the values add up to more than %,d; write all of them in thousands",
          MAX_SUM);
    }
    rows.sort(Comparator.comparingLong(SeriesRow::time).thenComparingLong(SeriesRow::line));
    for (int i = 1; i < rows.size(); i++) {
      SeriesRow before = rows.get(i - 1);
      require(
          before.time() < rows.get(i).time(),
          rows.get(i).line(),
          "line %,d has this timestamp already; keep one of them, or one row with their sum",
          before.line());
    }
    return new Series(read, List.copyOf(rows));
  }

  private static void require(boolean holds, long line, String problem, Object value)
      throws IOException {
    if (!holds) {
      throw new IOException("line %d: %s".formatted(line, problem.formatted(value)));
    }
  }

  /** How far rows are apart, in the median; empty with fewer than two. */
  public Optional<Duration> spacing() {
    long[] gaps =
        IntStream.range(1, rows.size())
            .mapToLong(i -> rows.get(i).time() - rows.get(i - 1).time())
            .sorted()
            .toArray();
    return gaps.length == 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(gaps[gaps.length / 2]));
  }

  /** None: a file that has a line that is no row is not read at all. */
  @Override
  public long refused() {
    return 0;
  }

  @Override
  public Optional<Span> span() {
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Span(
                Instant.ofEpochMilli(rows.get(0).time()),
                Instant.ofEpochMilli(rows.get(rows.size() - 1).time())));
  }
}
