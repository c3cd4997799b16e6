package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.trend.statistics.DrawnCounts;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * False shifts of as many cells as the promise is about, in the week behind the one in which they
 * are learned: nothing happens in them but days, nights and weekends. Holds the table in the README
 * to them; {@code -Dgroundswell.regenerate=true} renews.
 */
@Tag("evidence")
class StationaryWeekTest {

  private static final int CELLS = 10_000;
  private static final int DAY = 288;
  private static final int WEEK = 7 * DAY;

  /** From the rarest to the busiest cell: actors of a tick. */
  private static final double LEAST_MEAN = 0.02;

  private static final double LARGEST_MEAN = 20;

  private static final List<ShiftKind> KINDS =
      List.of(ShiftKind.surge, ShiftKind.first_seen, ShiftKind.ramp);

  private final DrawnActors sketches = new DrawnActors();

  @Test
  void theReadmeShowsHowManyShiftsAreFalse() throws IOException {
    Map<ShiftKind, Long> steady = opened(0);
    Map<ShiftKind, Long> bursty = opened(1);
    // A rate that keeps the promise opens more than this in one of ten thousand runs.
    long most = PoissonDistribution.of(7 * CELLS / 10_000.0).inverseSurvivalProbability(1e-4);
    assertThat(steady.values()).allMatch(count -> count <= most);
    assertThat(bursty.values()).allMatch(count -> count <= most);
    GeneratedText.assertPart(
        Path.of("README.md"),
        "false-shifts",
        """
        | cells | `surge` | `first_seen` | `ramp` | promised of each |
        | --- | --- | --- | --- | --- |
        """
            + line("Poisson", steady)
            + line("bursty: dispersion 1", bursty));
  }

  private static String line(String cells, Map<ShiftKind, Long> opened) {
    return "| %s | %s | 1 |\n"
        .formatted(
            cells,
            KINDS.stream()
                .map(kind -> "%.2f".formatted(opened.getOrDefault(kind, 0L) / 7.0))
                .collect(Collectors.joining(" | ")));
  }

  /** Shifts that opened in the second week, by kind. */
  private Map<ShiftKind, Long> opened(double dispersion) {
    return IntStream.range(0, CELLS)
        .parallel()
        .boxed()
        .flatMap(cell -> history(cell, dispersion).revisions.stream())
        .filter(shift -> shift.getState() == ShiftState.opened)
        .collect(Collectors.groupingBy(TrendShift::getKind, Collectors.counting()));
  }

  private CellHistory history(int cell, double dispersion) {
    Random random = new Random(cell);
    double mean = LEAST_MEAN * Math.pow(LARGEST_MEAN / LEAST_MEAN, cell / (double) (CELLS - 1));
    CellHistory history = new CellHistory(ShiftConfig.defaults(), mean / 1000);
    for (int tick = 0; tick < 2 * WEEK; tick++) {
      int count = (int) DrawnCounts.draw(mean * season(tick), dispersion, random);
      history.tick(1000, sketches.of(count, random), Reviewed.NONE);
    }
    return history;
  }

  private static double season(int tick) {
    double day = 1 + 0.6 * Math.sin(2 * Math.PI * tick / DAY);
    return tick % WEEK < 5 * DAY ? day : 0.6 * day;
  }
}
