package dev.groundswell.local.trends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.recorded.SeriesRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The measures that shifts are held against labelled series by. */
class OnsetsTest {

  private static final TickLength HOUR = new TickLength.Converter().convert("1h");

  @Test
  void anOnsetIsRightInAWindowAndFindsItOnce() {
    Onsets onsets =
        new Onsets(
            List.of(at(1), at(12), at(10), at(40)),
            List.of(new Onsets.Window(at(9), at(12)), new Onsets.Window(at(20), at(30))));

    assertThat(onsets.right()).isEqualTo(2);
    assertThat(onsets.delays()).containsExactly(Duration.ofHours(1));
  }

  @Test
  void threeSigmasOpenOnceUntilTheyAreLeft() {
    List<SeriesRow> rows = new ArrayList<>();
    for (int hour = 0; hour < 60; hour++) {
      // A mean of 10 and a standard deviation of 1.01: 14 is above the bar, 13 is not.
      long value = hour < 48 ? 9 + 2 * (hour % 2) : List.of(13, 14, 50, 13, 14, 9).get(hour % 6);
      rows.add(new SeriesRow(hour, at(hour).toEpochMilli(), value));
    }

    assertThat(ThreeSigma.onsets(rows, HOUR, Duration.ofDays(2)))
        .containsExactly(at(50), at(53), at(56), at(59));
  }

  private static Instant at(int hour) {
    return Instant.EPOCH.plus(Duration.ofHours(hour));
  }
}
