package dev.groundswell.local.demo;

import java.io.PrintWriter;
import java.time.Duration;

/** How far a history has come: a line that is written over, or one after the other. */
final class HistoryView {

  private static final String OVERWRITE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean plain;
  private final Duration between;
  private final Duration length;
  private Duration lastShown = Duration.ZERO;

  /**
   * @param between how long a line stands
   * @param length of the history
   */
  HistoryView(PrintWriter out, boolean plain, Duration between, Duration length) {
    this.out = out;
    this.plain = plain;
    this.between = between;
    this.length = length;
  }

  /**
   * Shows it, unless it was shown just now.
   *
   * @param elapsed since it began
   * @param reached how much of it has been sent
   * @param records sent so far
   * @param shifts opened so far
   */
  void show(Duration elapsed, Duration reached, long records, long shifts) {
    if (elapsed.minus(lastShown).compareTo(between) >= 0) {
      lastShown = elapsed;
      print(elapsed, reached, records, shifts);
    }
  }

  /** Shows how it ended; see {@link #show}. */
  void end(Duration elapsed, long records, long shifts) {
    print(elapsed, length, records, shifts);
    if (!plain) {
      out.println();
    }
    out.flush();
  }

  private void print(Duration elapsed, Duration reached, long records, long shifts) {
    String line =
        "history: day %d of %d  %d:%02d  sent %d (%d/s)  shifts opened %d"
            .formatted(
                reached.toDays(),
                length.toDays(),
                elapsed.toMinutes(),
                elapsed.toSecondsPart(),
                records,
                records * 1000 / Math.max(1, elapsed.toMillis()),
                shifts);
    if (plain) {
      out.println(line);
    } else {
      out.print(OVERWRITE + line);
    }
    out.flush();
  }
}
