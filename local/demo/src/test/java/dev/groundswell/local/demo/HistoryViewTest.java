package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HistoryViewTest {

  private static final Duration LENGTH = Duration.ofDays(28);

  private final StringWriter screen = new StringWriter();

  @Test
  void aLineTellsHowFarItHasComeAndHowFast() {
    HistoryView view = view(true);
    view.show(Duration.ofSeconds(65), Duration.ofHours(250), 390_000, 3);

    assertThat(screen)
        .hasToString("history: day 10 of 28  1:05  sent 390000 (6000/s)  shifts opened 3\n");
  }

  @Test
  void linesStandForAWhile() {
    HistoryView view = view(true);
    view.show(Duration.ofSeconds(5), Duration.ofDays(1), 10, 0);
    view.show(Duration.ofSeconds(9), Duration.ofDays(2), 20, 0);
    view.show(Duration.ofSeconds(10), Duration.ofDays(3), 30, 0);

    assertThat(screen.toString()).contains("day 1 ", "day 3 ").doesNotContain("day 2 ");
  }

  @Test
  void onAScreenALineIsWrittenOver() {
    HistoryView view = view(false);
    view.show(Duration.ofSeconds(5), Duration.ofDays(1), 10, 0);
    view.end(Duration.ofSeconds(6), 20, 1);

    assertThat(screen.toString())
        .startsWith("\r")
        .contains("day 1 of 28")
        .endsWith("history: day 28 of 28  0:06  sent 20 (3/s)  shifts opened 1\n");
  }

  private HistoryView view(boolean plain) {
    return new HistoryView(new PrintWriter(screen), plain, Duration.ofSeconds(5), LENGTH);
  }
}
