package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateRatioTest {

  /** Breast cancer and fluoroscopy: Rothman, Modern Epidemiology; the interval is Stata's, iri. */
  @Test
  void isThatOfTheTextbook() {
    RateRatio ratio = RateRatio.of(new Rate(41, 28_010), new Rate(15, 19_017), 1, 0.95).get();
    assertThat(ratio.estimate()).isCloseTo(1.855759, within(1e-6));
    assertThat(ratio.interval().low()).isCloseTo(1.005684, within(1e-5));
    assertThat(ratio.interval().high()).isCloseTo(3.6093, within(1e-4));
  }

  /** Newcombe, Statistics in Medicine 17, 1998, table I, method 5, as odds. */
  @ParameterizedTest
  @CsvSource({"81, 182, 0.2527, 0.3676", "15, 133, 0.0578, 0.1617", "1, 28, 0.0009, 0.1776"})
  void isClopperAndPearsons(long more, long fewer, double low, double high) {
    Interval interval =
        RateRatio.of(new Rate(more, 1), new Rate(fewer, 1), 1, 0.95).get().interval();
    assertThat(interval.low() / (1 + interval.low())).isCloseTo(low, within(0.00005));
    assertThat(interval.high() / (1 + interval.high())).isCloseTo(high, within(0.00005));
  }

  @Test
  void noneNowHasAnUpperBoundOnly() {
    // The bound's probability p has (1 - p)^7 = 0.05.
    double bound = 1 - Math.pow(0.05, 1 / 7.0);
    RateRatio ratio = RateRatio.of(new Rate(0, 5), new Rate(7, 10), 1, 0.9).get();
    assertThat(ratio.estimate()).isZero();
    assertThat(ratio.interval().low()).isZero();
    assertThat(ratio.interval().high()).isCloseTo(2 * bound / (1 - bound), within(1e-8));
  }

  @Test
  void noneBeforeHasALowerBoundOnly() {
    double bound = Math.pow(0.05, 1 / 7.0);
    RateRatio ratio = RateRatio.of(new Rate(7, 10), new Rate(0, 5), 1, 0.9).get();
    assertThat(ratio.estimate()).isInfinite();
    assertThat(ratio.interval().low()).isCloseTo(bound / (1 - bound) / 2, within(1e-8));
    assertThat(ratio.interval().high()).isInfinite();
  }

  @Test
  void noneAtAllSaysNothing() {
    assertThat(RateRatio.of(new Rate(0, 5), new Rate(0, 10), 1, 0.9)).isEmpty();
  }

  @Test
  void noExposureSaysNothing() {
    assertThat(RateRatio.of(new Rate(1, 0), new Rate(1, 10), 1, 0.9)).isEmpty();
    assertThat(RateRatio.of(new Rate(1, 5), new Rate(1, 0), 1, 0.9)).isEmpty();
  }

  @Test
  void theInverseOfTheRatioIsThatOfTheInverse() {
    RateRatio ratio = RateRatio.of(new Rate(9, 300), new Rate(40, 7000), 1, 0.9).get();
    RateRatio inverse = RateRatio.of(new Rate(40, 7000), new Rate(9, 300), 1, 0.9).get();
    assertThat(ratio.estimate() * inverse.estimate()).isCloseTo(1, within(1e-12));
    assertThat(ratio.interval().low() * inverse.interval().high()).isCloseTo(1, within(1e-6));
    assertThat(ratio.interval().high() * inverse.interval().low()).isCloseTo(1, within(1e-6));
  }

  @Test
  void oneMonthIsComparedWithManyAsWellAsWithOne() {
    // One event now against a million before: by (1 - p)^1000000 = 0.95 nearly 0.0513 expected.
    RateRatio ratio = RateRatio.of(new Rate(1, 1), new Rate(1e6, 1e6), 1, 0.9).get();
    assertThat(ratio.interval().low()).isCloseTo(0.051293, within(1e-5));
    assertThat(ratio.interval().high()).isCloseTo(4.743866, within(1e-4));
  }

  @Test
  void burstsCountAsWhatTheyTell() {
    RateRatio bursts = RateRatio.of(new Rate(40, 300), new Rate(120, 7000), 4, 0.9).get();
    RateRatio single = RateRatio.of(new Rate(10, 300), new Rate(30, 7000), 1, 0.9).get();
    assertThat(bursts).isEqualTo(single);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0.9", "NaN, 0.9", "1, 1"})
  void refusesWhatIsNoFactorOrConfidence(double factor, double confidence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateRatio.of(new Rate(1, 1), new Rate(1, 1), factor, confidence))
        .withMessageContaining("it takes");
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "NaN, 1", "1, -1", "1, Infinity"})
  void refusesWhatIsNoRate(double events, double exposure) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(events, exposure));
  }
}
