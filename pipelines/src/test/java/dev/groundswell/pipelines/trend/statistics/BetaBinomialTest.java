package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaBinomialTest {

  /**
   * Boys among the first twelve children of 6115 families in Saxony (Geissler, 1889), as a
   * beta-binomial with alpha = 34.1350 and beta = 31.6085 has them (Lindsey and Altham, Applied
   * Statistics 47, 1998).
   */
  private static final double[] FAMILIES = {
    2.3, 22.6, 104.8, 310.9, 655.7, 1036.2, 1257.9, 1182.1, 853.6, 461.9, 177.9, 43.8, 5.2
  };

  @Test
  void saxonFamiliesAreAsPublished() {
    BetaBinomial boys = new BetaBinomial(34.1350, 31.6085);
    for (int count = 0; count <= 12; count++) {
      double more = count == 12 ? 0 : probability(boys, count + 1, 12);
      assertThat(6115 * (probability(boys, count, 12) - more))
          .isCloseTo(FAMILIES[count], within(0.2));
    }
  }

  @Test
  void whereNothingIsKnownEveryCountIsAsLikely() {
    BetaBinomial unknown = new BetaBinomial(1, 1);
    for (int count = 0; count <= 9; count++) {
      assertThat(probability(unknown, count, 9)).isCloseTo((10 - count) / 10.0, within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "3, 10", "10, 10", "40, 100", "60, 1000"})
  void whereTheShareIsKnownItIsABinomial(int count, int of) {
    BinomialDistribution binomial = BinomialDistribution.of(of, 0.05);
    double expected = count == 0 ? 1 : binomial.survivalProbability(count - 1);
    assertThat(probability(new BetaBinomial(5e8, 9.5e9), count, of))
        .isCloseTo(expected, within(1e-5 * expected));
  }

  @Test
  void aHundredThousandAreNotTooMany() {
    assertThat(new BetaBinomial(100, 900).surprise(100_000, 100_000)).isBetween(1000.0, 1e5);
    assertThat(new BetaBinomial(100, 900).residual(10_000, 100_000)).isCloseTo(0, within(0.1));
  }

  @Test
  void scoresAreAlikeOnBothSides() {
    BetaBinomial even = new BetaBinomial(7, 7);
    assertThat(even.residual(5, 10)).isCloseTo(0, within(1e-9));
    assertThat(even.residual(9, 10)).isCloseTo(-even.residual(1, 10), within(1e-9));
    assertThat(even.residual(0, 0)).isZero();
  }

  @Test
  void scoresOfWhatIsExpectedHaveNoMeanAndAtMostTheDeviationOfOne() {
    BetaBinomial expected = new BetaBinomial(50, 450);
    Random random = new Random(1);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 100_000; i++) {
      long count = random.doubles(20).filter(draw -> draw < 0.1).count();
      double score = expected.residual(count, 20);
      sum += score;
      squares += score * score;
    }
    assertThat(sum / 100_000).isBetween(-0.1, 0.1);
    assertThat(squares / 100_000).isBetween(0.7, 1.05);
  }

  @Test
  void theMeanIsTheShareThatIsKnown() {
    assertThat(new BetaBinomial(3, 1).mean()).isEqualTo(0.75);
  }

  @Test
  void refusesWhatIsNoShare() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BetaBinomial(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new BetaBinomial(1, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new BetaBinomial(1, 1).surprise(2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new BetaBinomial(1, 1).residual(-1, 1));
  }

  private static double probability(BetaBinomial expected, long count, long of) {
    return Math.pow(10, -expected.surprise(count, of));
  }
}
