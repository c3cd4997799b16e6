package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {

  /** Newcombe, Statistics in Medicine 17, 1998, table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0, 0.1611",
    "1, 29, 0.0061, 0.1718"
  })
  void isThatOfNewcombe(long successes, long trials, double low, double high) {
    Interval interval = Wilson.interval(successes, trials, 0.95);
    assertThat(interval.low()).isCloseTo(low, within(0.00005));
    assertThat(interval.high()).isCloseTo(high, within(0.00005));
  }

  @Test
  void successesAndFailuresAreMirrored() {
    Interval successes = Wilson.interval(3, 11, 0.9);
    Interval failures = Wilson.interval(8, 11, 0.9);
    assertThat(successes.low()).isCloseTo(1 - failures.high(), within(1e-15));
    assertThat(successes.high()).isCloseTo(1 - failures.low(), within(1e-15));
  }

  @Test
  void nothingTriedSaysNothing() {
    assertThat(Wilson.interval(0, 0, 0.9)).isEqualTo(new Interval(0, 1));
  }

  @Test
  void staysWithinZeroAndOne() {
    assertThat(Wilson.interval(0, 7, 0.9).low()).isZero();
    assertThat(Wilson.interval(7, 7, 0.9).high()).isEqualTo(1);
    assertThat(Wilson.interval(Long.MAX_VALUE, Long.MAX_VALUE, 0.9).low()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"-1, 3, 0.9", "4, 3, 0.9", "1, 3, 0", "1, 3, 1", "1, 3, NaN"})
  void refusesWhatIsNoProportion(long successes, long trials, double confidence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wilson.interval(successes, trials, confidence));
  }
}
