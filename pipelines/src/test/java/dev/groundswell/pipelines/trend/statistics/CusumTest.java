package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CusumTest {

  /** The textbook's: finds a shift of one standard deviation in ten ticks. */
  private static final Cusum STANDARD = new Cusum(0.5, 5);

  /** Montgomery, Introduction to Statistical Quality Control, table 9.1: target 10, deviation 1. */
  private static final double[] MONTGOMERY = {
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40,
    10.08, 9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62,
    11.31
  };

  @Test
  void findsTheShiftOfTheTextbook() {
    double sum = 0;
    for (double observed : MONTGOMERY) {
      assertThat(STANDARD.signals(sum)).isFalse();
      sum = STANDARD.after(sum, observed - 10);
    }
    assertThat(STANDARD.signals(sum)).isTrue();
    assertThat(sum).isCloseTo(5.28, within(1e-9));
  }

  /** Exact ones, of Montgomery's table 9.3 for two sides: twice as long for one without a shift. */
  @ParameterizedTest
  @CsvSource({
    "4, 0, 336",
    "4, 0.5, 26.6",
    "4, 1, 8.38",
    "4, 2, 3.34",
    "5, 0, 930",
    "5, 0.5, 38.0",
    "5, 1, 10.4",
    "5, 2, 4.01"
  })
  void runLengthsAreNearlyTheExactOnes(double threshold, double shift, double exact) {
    assertThat(new Cusum(0.5, threshold).averageRunLength(shift))
        .isCloseTo(exact, Percentage.withPercentage(4));
  }

  @Test
  void siegmundsApproximationIs938() {
    assertThat(STANDARD.averageRunLength(0)).isCloseTo(938.2, within(0.1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 930, 240_000, 2_880_000, 1e12})
  void aThresholdHasTheRunLengthItWasMadeFor(double ticks) {
    for (double allowance : new double[] {0.5, 0.75, 1}) {
      assertThat(Cusum.withRunLength(allowance, ticks).averageRunLength(0))
          .isCloseTo(ticks, Percentage.withPercentage(0.001));
    }
  }

  @Test
  void theRunLengthIsContinuousWhereTheShiftIsTheAllowance() {
    assertThat(STANDARD.averageRunLength(0.5 + 1e-6))
        .isCloseTo(STANDARD.averageRunLength(0.5), Percentage.withPercentage(0.01));
  }

  @Test
  void normalScoresSignalAsOftenAsStated() {
    assertThat(averageRunLength(new Random(1)::nextGaussian))
        .isCloseTo(931, Percentage.withPercentage(8));
  }

  @ParameterizedTest
  @CsvSource({"0.05, 0", "1, 0", "20, 0", "1, 1", "20, 0.3"})
  void scoresOfCountsSignalNoMoreOftenThanStated(double mean, double dispersion) {
    NegativeBinomialSurprise expected = new NegativeBinomialSurprise(mean, dispersion);
    Random random = new Random(2);
    double[] scores = new double[500];
    double[] tails = new double[500];
    for (int count = 0; count < scores.length; count++) {
      scores[count] = expected.residual(count);
      tails[count] = Math.pow(10, -expected.surprise(count + 1));
    }
    double length =
        averageRunLength(
            () -> {
              double tail = random.nextDouble();
              int count = 0;
              while (tails[count] > tail) {
                count++;
              }
              return scores[count];
            });
    assertThat(length).isGreaterThan(931 * 0.92);
  }

  /**
   * How much rarer a signal is per unit of threshold is the root of E exp(root (score - allowance))
   * = 1; of normal scores, from which the run length is stated, it is twice the allowance.
   */
  @ParameterizedTest
  @CsvSource({
    "0.05, 0", "0.05, 4", "0.3, 0", "0.3, 4", "1, 0", "1, 1", "1, 4", "3, 1", "3, 4", "20, 0.3",
    "20, 1", "20, 4"
  })
  void signalsOfCountsGetRarerWithTheThresholdAsFastAsStated(double mean, double dispersion) {
    for (double allowance : new double[] {0.5, 0.75, 1}) {
      double root = root(new NegativeBinomialSurprise(mean, dispersion), allowance);
      assertThat(root).isBetween(2 * allowance * 0.999, 2 * allowance + 0.7);
    }
  }

  @Test
  void anAllowanceOfATenthWouldNotHoldWhatItStates() {
    assertThat(root(new NegativeBinomialSurprise(1, 0), 0.1)).isLessThan(0.17);
    assertThat(root(new NegativeBinomialSurprise(1, 4), 0.1)).isLessThan(0.09);
  }

  @Test
  void aPromiseOfOneADayOfTenThousandCellsTakesThirteenDeviations() {
    assertThat(Cusum.withRunLength(0.5, 2_880_000).threshold()).isCloseTo(13, within(0.05));
  }

  @Test
  void theShortestRunLengthHasAThresholdToo() {
    double shortest = new Cusum(0.5, 1e-12).averageRunLength(0);
    assertThat(Cusum.withRunLength(0.5, shortest).threshold()).isPositive().isLessThan(1e-6);
  }

  @Test
  void aSumThatIsHeldComesDownInTwiceItsThreshold() {
    double sum = STANDARD.held(1000);
    assertThat(sum).isEqualTo(5);
    for (int i = 0; i < 10; i++) {
      sum = STANDARD.after(sum, 0);
    }
    assertThat(sum).isZero();
  }

  @Test
  void aSpikeIsNoRamp() {
    double spike = STANDARD.after(0, 8);
    assertThat(STANDARD.signals(spike)).isFalse();
    assertThat(spike).isEqualTo(3.5);
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "-1, 5", "0.49, 5", "NaN, 5", "0.5, 0", "0.5, NaN"})
  void refusesWhatIsNoChart(double allowance, double threshold) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Cusum(allowance, threshold));
  }

  @Test
  void refusesWhatIsNoScoreAndRunsThatCannotBeSoShort() {
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.after(0, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cusum.withRunLength(0.5, 1))
        .withMessageContaining("average run length is 1.0, it takes 2.08");
  }

  private static double root(NegativeBinomialSurprise expected, double allowance) {
    double low = 1e-3;
    double high = 20;
    for (int i = 0; i < 50; i++) {
      double middle = (low + high) / 2;
      double mean = 0;
      double tail = 1;
      for (int count = 0; tail > 1e-13; count++) {
        double next = Math.pow(10, -expected.surprise(count + 1));
        double score = Math.min(expected.residual(count), 4);
        mean += (tail - next) * Math.exp(middle * (score - allowance));
        tail = next;
      }
      if (mean < 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double averageRunLength(DoubleSupplier scores) {
    int runs = 1000;
    long ticks = 0;
    Cusum cusum = STANDARD;
    for (int i = 0; i < runs; i++) {
      double sum = 0;
      while (!cusum.signals(sum)) {
        sum = cusum.after(sum, scores.getAsDouble());
        ticks++;
      }
    }
    return (double) ticks / runs;
  }
}
