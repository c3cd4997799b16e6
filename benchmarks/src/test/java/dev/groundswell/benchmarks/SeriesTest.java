package dev.groundswell.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void anEventCostsTheMedianRunWithoutTheMedianStartAndStop() {
    Series series = new Series(1001);
    series.add(took(9), took(1));
    series.add(took(3), took(2));
    series.add(took(6), took(7));
    assertThat(series.cost()).isEqualTo(new Series.Cost(4, 8));
  }

  private static Outcome took(long millis) {
    return new Outcome(Duration.ofMillis(millis), Duration.ofMillis(2 * millis), List.of());
  }
}
