package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalseDiscoveryControlTest {

  private static final Duration TICK = Duration.ofMinutes(5);

  @ParameterizedTest
  @CsvSource({"1, PT5M, 6.4594", "0.1, PT5M, 7.4594", "1, PT1H, 5.3802", "2880000, PT150S, 0.3010"})
  void aCellNeedsItsShareOfThePromise(double falsePerDay, Duration tick, double bar) {
    assertThat(new FalseDiscoveryControl(falsePerDay, tick).bar()).isCloseTo(bar, within(0.0001));
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0", "0.02, 4", "0.5, 0", "0.5, 1", "10, 1", "20, 0", "20, 0.3"})
  void keepsThePromiseWithCountsAndNoMoreThanTheyForce(double mean, double dispersion) {
    NegativeBinomialSurprise counts = new NegativeBinomialSurprise(mean, dispersion);
    double bar = new FalseDiscoveryControl(1, TICK).bar();
    long least = counts.clip(Long.MAX_VALUE, bar);
    assertThat(falsePerDay(counts, least)).isGreaterThan(0).isLessThanOrEqualTo(1);
    assertThat(falsePerDay(counts, least - 1)).isGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource({"0, PT5M", "NaN, PT5M", "1, PT0S", "1, PT-5M", "2880000, PT5M"})
  void refusesWhatIsNoPromise(double falsePerDay, Duration tick) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FalseDiscoveryControl(falsePerDay, tick))
        .withMessageContaining("it takes");
  }

  private static double falsePerDay(NegativeBinomialSurprise counts, long least) {
    return Math.pow(10, -counts.surprise(least)) * 288 * 10_000;
  }
}
