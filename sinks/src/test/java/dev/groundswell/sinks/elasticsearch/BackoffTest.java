package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration INITIAL = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Backoff backoff = new Backoff(INITIAL, LONGEST, new Random(7));

  @Test
  void doublesWithEveryFailureWithinItsUpperHalf() {
    for (int failures = 1; failures <= 6; failures++) {
      Duration ceiling = INITIAL.multipliedBy(1L << (failures - 1));
      assertThat(backoff.after(failures)).isBetween(ceiling.dividedBy(2), ceiling);
    }
  }

  @Test
  void neverWaitsLongerThanTheLongest() {
    assertThat(backoff.after(1_000_000)).isBetween(LONGEST.dividedBy(2), LONGEST);
  }

  @Test
  void writersDoNotComeBackAllAtOnce() {
    assertThat(IntStream.range(0, 100).mapToObj(i -> backoff.after(8)).distinct())
        .hasSizeGreaterThan(90);
  }
}
