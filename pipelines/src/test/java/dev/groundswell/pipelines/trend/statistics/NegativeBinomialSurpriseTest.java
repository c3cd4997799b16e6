package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegativeBinomialSurpriseTest {

  private static final MathContext DIGITS = new MathContext(60);

  @ParameterizedTest
  @CsvSource({
    // Poisson: in the middle, beside where doubles end, beyond.
    "0.001, 0, 1",
    "0.001, 0, 90",
    "3, 0, 4",
    "3, 0, 180",
    "3, 0, 190",
    "1000, 0, 1001",
    "1000, 0, 2300",
    "1000, 0, 2400",
    "1000, 0, 9000",
    "50000, 0, 59000",
    // Negative binomial: nearly Poisson, bursty, and with nearly all its mass at 0.
    "3, 1e-6, 180",
    "3, 1e-6, 190",
    "1000, 0.001, 4500",
    "1000, 0.001, 9000",
    "20, 0.1, 30",
    "20, 0.1, 400",
    "20, 0.1, 1500",
    "20, 0.1, 2500",
    "0.01, 2, 3",
    "0.01, 2, 160",
    "0.01, 2, 400",
    "100, 0.5, 35000",
    "5, 40, 20",
    "5, 40, 90000"
  })
  void surpriseIsTheSumOfTheTail(double mean, double dispersion, long count) {
    double summed = summed(mean, dispersion, count);
    assertThat(new NegativeBinomialSurprise(mean, dispersion).surprise(count))
        .isCloseTo(summed, within(1e-11 * Math.max(1, summed)));
  }

  @ParameterizedTest
  @CsvSource({"0.1, 1", "0.1, 250", "0.1, 270", "7, 6000", "1e6, 1e3", "1e6, 1e9", "1e9, 1e12"})
  void withDispersionOneItIsGeometric(double mean, double count) {
    double exact = count * Math.log1p(1 / mean) / Math.log(10);
    assertThat(new NegativeBinomialSurprise(mean, 1).surprise((long) count))
        .isCloseTo(exact, within(1e-8 * exact));
  }

  @ParameterizedTest
  @CsvSource({"2, 5, 0.0527", "5, 10, 0.0318", "10, 16, 0.0487", "0.5, 3, 0.0144"})
  void poissonTailsAreThoseOfTheTables(double mean, long count, double tail) {
    assertThat(Math.pow(10, -new NegativeBinomialSurprise(mean, 0).surprise(count)))
        .isCloseTo(tail, within(0.00005));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-9, 0.5, 1})
  void oneEventIsAsRareAsNotNone(double mean) {
    double exact = -Math.log10(-Math.expm1(-mean));
    assertThat(new NegativeBinomialSurprise(mean, 0).surprise(1))
        .isCloseTo(exact, within(1e-12 * 300));
  }

  @Test
  void noneIsNoSurprise() {
    assertThat(new NegativeBinomialSurprise(1e-300, 0).surprise(0)).isZero();
    assertThat(new NegativeBinomialSurprise(1e9, 3).surprise(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-13, 1e-11, 1e-6, 0.3, 1, 20, 1e6})
  void surpriseIsFiniteAndGrowsWithTheCount(double dispersion) {
    for (double mean : new double[] {1e-300, 1e-6, 1, 1e4, 1e9}) {
      NegativeBinomialSurprise expected = new NegativeBinomialSurprise(mean, dispersion);
      double before = 0;
      for (double count = 1; count < Long.MAX_VALUE; count = Math.ceil(count * 1.3)) {
        double surprise = expected.surprise((long) count);
        assertThat(surprise).isFinite().isGreaterThanOrEqualTo(before * (1 - 1e-9));
        before = surprise;
      }
      assertThat(expected.surprise(Long.MAX_VALUE)).isFinite().isGreaterThan(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {20, 100, 900, 20_000})
  void aHigherMeanOrMoreDispersionSurprisesLess(long count) {
    for (double mean = 0.01; mean < count / 4.0; mean *= 1.5) {
      for (double dispersion = 1e-6; dispersion < 1; dispersion *= 4) {
        double surprise = new NegativeBinomialSurprise(mean, dispersion).surprise(count);
        assertThat(new NegativeBinomialSurprise(mean * 1.1, dispersion).surprise(count))
            .isLessThan(surprise);
        assertThat(new NegativeBinomialSurprise(mean, dispersion * 1.1).surprise(count))
            .isLessThan(surprise);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 50, 500, 5000})
  void hardlyAnyDispersionIsHardlyDifferentFromPoisson(long count) {
    assertThat(new NegativeBinomialSurprise(4, 1.1e-12).surprise(count))
        .isCloseTo(new NegativeBinomialSurprise(4, 0).surprise(count), within(1e-4));
  }

  @Test
  void aResidualIsTheScoreOfTheMiddleOfItsCount() {
    // P(X = 0) is a half, so that the middle of 0 is at three quarters.
    NegativeBinomialSurprise coin = new NegativeBinomialSurprise(Math.log(2), 0);
    assertThat(coin.residual(0)).isCloseTo(-0.674490, within(1e-6));
    NegativeBinomialSurprise large = new NegativeBinomialSurprise(1e6, 0);
    assertThat(large.residual(1_002_000)).isCloseTo(2, within(1e-3));
  }

  @ParameterizedTest
  @CsvSource({"1000, 0", "200, 0.01", "1000, 0.02", "50, 0"})
  void residualsHaveMeanZeroAndVarianceOne(double mean, double dispersion) {
    NegativeBinomialSurprise expected = new NegativeBinomialSurprise(mean, dispersion);
    double sum = 0;
    double squares = 0;
    for (long count = 0; count < 10 * mean; count++) {
      double probability =
          Math.pow(10, -expected.surprise(count)) - Math.pow(10, -expected.surprise(count + 1));
      sum += probability * expected.residual(count);
      squares += probability * Math.pow(expected.residual(count), 2);
    }
    assertThat(sum).isCloseTo(0, within(1e-3));
    assertThat(squares).isCloseTo(1, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-13, 1e-11, 1e-6, 0.3, 1, 20, 1e6})
  void residualsAreFiniteAndGrowWithTheCount(double dispersion) {
    for (double mean : new double[] {1e-300, 1e-6, 1, 1e4, 1e9}) {
      NegativeBinomialSurprise expected = new NegativeBinomialSurprise(mean, dispersion);
      double before = expected.residual(0);
      assertThat(before).isBetween(-8.0, 0.0);
      for (double count = 1; count < Long.MAX_VALUE; count = Math.ceil(count * 1.3)) {
        double residual = expected.residual((long) count);
        assertThat(residual).isBetween(before - 1e-6, 8.0);
        before = residual;
      }
      assertThat(expected.residual(Long.MAX_VALUE)).isGreaterThan(1);
    }
  }

  @Test
  void residualsEndAtEightDeviations() {
    NegativeBinomialSurprise expected = new NegativeBinomialSurprise(1000, 0);
    assertThat(expected.residual(0)).isEqualTo(-8);
    assertThat(expected.residual(Long.MAX_VALUE)).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({"0.001, 0", "4, 0", "4, 0.5", "300, 0.1"})
  void clipsToTheLeastCountThatIsSoSurprising(double mean, double dispersion) {
    NegativeBinomialSurprise expected = new NegativeBinomialSurprise(mean, dispersion);
    long clipped = expected.clip(1_000_000, 3);
    assertThat(expected.surprise(clipped)).isGreaterThanOrEqualTo(3);
    assertThat(expected.surprise(clipped - 1)).isLessThan(3);
    assertThat(expected.clip(clipped - 1, 3)).isEqualTo(clipped - 1);
  }

  /** Of a dispersion of 1 the tail at a level is 1 / (1 + 1 / (mean level)) to the count. */
  @ParameterizedTest
  @CsvSource({"3, 0.1, 10", "3, 1.3, 100", "1000, 1.3, 20000", "0.02, 0.3, 3"})
  void anUncertainMeanAveragesOverLogNormalLevels(double mean, double spread, long count) {
    double deviation = Math.sqrt(Math.log1p(spread));
    double probability = 0;
    for (double score = -9; score < 9; score += 0.001) {
      double level = mean * Math.exp(deviation * score - deviation * deviation / 2);
      double density = Math.exp(-score * score / 2) / Math.sqrt(2 * Math.PI);
      probability += 0.001 * density * Math.exp(-count * Math.log1p(1 / level));
    }
    assertThat(new NegativeBinomialSurprise(mean, 1, spread).surprise(count))
        .isCloseTo(-Math.log10(probability), within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 0.3, 1.3, 100})
  void theLessIsKnownOfTheMeanTheLessSurprisingIsFarAbove(double spread) {
    for (long count : new long[] {1, 50, 100_000, Long.MAX_VALUE}) {
      NegativeBinomialSurprise known = new NegativeBinomialSurprise(3, 0.3);
      NegativeBinomialSurprise uncertain = new NegativeBinomialSurprise(3, 0.3, spread);
      assertThat(uncertain.surprise(count)).isFinite().isNotNegative();
      assertThat(uncertain.residual(count)).isBetween(-8.0, 8.0);
      if (count > 3) {
        assertThat(uncertain.surprise(count)).isLessThan(known.surprise(count) + 1e-6);
      }
    }
    assertThat(new NegativeBinomialSurprise(3, 0.3, spread).surprise(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.3, 1.3})
  void whatIsSurprisingHasThatSurprise(double spread) {
    for (double mean : new double[] {1e-4, 0.3, 20, 3000}) {
      for (double dispersion : new double[] {0, 0.2, 4}) {
        NegativeBinomialSurprise expected = new NegativeBinomialSurprise(mean, dispersion, spread);
        for (long count = 0; count < 1_000_000; count = 1 + count * 3 / 2) {
          for (double decades : new double[] {0.1, 1.3, 6.46}) {
            assertThat(expected.isSurprising(count, decades))
                .isEqualTo(expected.surprise(count) >= decades);
          }
        }
      }
    }
  }

  @Test
  void theVarianceGrowsWithTheSquareOfTheMean() {
    assertThat(new NegativeBinomialSurprise(10, 0.2).variance()).isEqualTo(30);
    assertThat(new NegativeBinomialSurprise(10, 0.2, 0.5).variance()).isCloseTo(90, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, 0", "NaN, 0", "Infinity, 0", "1, -0.1", "1, NaN", "1, Infinity"})
  void refusesWhatIsNoMeanOrNoDispersion(double mean, double dispersion) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NegativeBinomialSurprise(mean, dispersion))
        .withMessageMatching("(mean|dispersion) is .*, it takes .*");
  }

  @Test
  void refusesNegativeCounts() {
    NegativeBinomialSurprise expected = new NegativeBinomialSurprise(1, 0);
    assertThatIllegalArgumentException().isThrownBy(() -> expected.surprise(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> expected.residual(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> expected.clip(-1, 3));
  }

  /** -log10 of the sum of the probabilities from a count on, by their ratios, to 60 digits. */
  private static double summed(double mean, double dispersion, long count) {
    BigDecimal m = new BigDecimal(mean);
    BigDecimal k = new BigDecimal(dispersion);
    BigDecimal odds = m.divide(m.multiply(k).add(BigDecimal.ONE), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal all = BigDecimal.ONE;
    BigDecimal tail = BigDecimal.ZERO;
    for (long i = 1; i <= count || isLarge(term, tail); i++) {
      BigDecimal rate = k.multiply(BigDecimal.valueOf(i - 1)).add(BigDecimal.ONE);
      term = term.multiply(odds.multiply(rate), DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
      all = all.add(term, DIGITS);
      tail = i < count ? tail : tail.add(term, DIGITS);
    }
    return -log10(tail.divide(all, DIGITS));
  }

  private static boolean isLarge(BigDecimal term, BigDecimal tail) {
    return log10(term) > log10(tail) - 20;
  }

  private static double log10(BigDecimal value) {
    int digits = value.precision() - value.scale();
    return digits + Math.log10(value.scaleByPowerOfTen(-digits).doubleValue());
  }
}
