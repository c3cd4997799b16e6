package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeasonTest {

  private static final long HOUR = Duration.ofHours(1).toMillis();

  @Test
  void aWeekIsAverage() {
    assertThat(LongStream.range(0, 168).mapToDouble(hour -> factor(hour)).average())
        .hasValueCloseTo(1.0, within(1e-9));
  }

  @Test
  void nightsAreQuietAndSoAreDaysOff() {
    assertThat(factor(12)).isEqualTo(4 * factor(0), within(1e-9));
    assertThat(factor(5 * 24 + 12)).isEqualTo(0.6 * factor(12), within(1e-9));
  }

  @Test
  void everyWeekIsLikeTheOneBefore() {
    assertThat(factor(100 + 168)).isEqualTo(factor(100));
  }

  private static double factor(long hour) {
    return Season.factor(hour * HOUR);
  }
}
