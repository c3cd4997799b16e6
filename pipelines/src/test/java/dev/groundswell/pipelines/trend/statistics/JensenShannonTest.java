package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class JensenShannonTest {

  private static final String[] TARGETS = {"a", "b", "c", "d", "e", "f"};

  @Test
  void equalMixesHaveNone() {
    JensenShannon same =
        JensenShannon.between(Map.of("a", 3, "b", 9), Map.of("a", 100, "b", 300)).get();
    assertThat(same.divergence()).isCloseTo(0, within(1e-15));
    assertThat(same.excess()).isZero();
    assertThat(same.surprise()).isCloseTo(0, within(1e-6));
  }

  @Test
  void mixesWithNothingInCommonHaveOneBit() {
    JensenShannon apart = JensenShannon.between(Map.of("a", 500L), Map.of("b", 90L, "c", 0L)).get();
    assertThat(apart.divergence()).isCloseTo(1, within(1e-15));
    assertThat(apart.surprise()).isGreaterThan(50);
  }

  @Test
  void oneTargetAgainstTwoEqualOnesHasThreeEighthsOfLogFourThirdsAndMore() {
    // H(3/4, 1/4) - H(1/2, 1/2) / 2 = 2 - 3/4 log2(3) - 1/2.
    JensenShannon half = JensenShannon.between(Map.of("a", 8), Map.of("a", 5, "b", 5)).get();
    assertThat(half.divergence()).isCloseTo(1.5 - 0.75 * Math.log(3) / Math.log(2), within(1e-14));
  }

  @Test
  void itIsSymmetric() {
    Map<String, Integer> one = Map.of("a", 3, "b", 17, "c", 1);
    Map<String, Integer> other = Map.of("b", 170, "c", 31, "d", 12);
    JensenShannon there = JensenShannon.between(one, other).get();
    JensenShannon back = JensenShannon.between(other, one).get();
    assertThat(there.divergence()).isCloseTo(back.divergence(), within(1e-14));
    assertThat(there.surprise()).isCloseTo(back.surprise(), within(1e-12));
  }

  /** Snedecor and Cochran's G of the table (30, 70; 50, 50) is 8.4 with one degree: p = 0.0037. */
  @Test
  void theSurpriseIsThatOfTheGTest() {
    double g =
        2
            * (30 * Math.log(30 / 40.0)
                + 70 * Math.log(70 / 60.0)
                + 50 * Math.log(50 / 40.0)
                + 50 * Math.log(50 / 60.0));
    JensenShannon shift =
        JensenShannon.between(Map.of("a", 30, "b", 70), Map.of("a", 50, "b", 50)).get();
    assertThat(g).isCloseTo(8.40, within(0.005));
    assertThat(shift.divergence()).isCloseTo(g / (400 * Math.log(2)), within(1e-12));
    assertThat(Math.pow(10, -shift.surprise())).isCloseTo(0.0037, within(0.0001));
  }

  @Test
  void fewAgainstManyAreAsSurprisingAsTheGTestSays() {
    JensenShannon shift =
        JensenShannon.between(Map.of("b", 20), Map.of("a", 25_000, "b", 75_000)).get();
    double g =
        2
            * (20 * Math.log(20 / (75_020.0 * 20 / 100_020))
                + 25_000 * Math.log(25_000 / (25_000.0 * 100_000 / 100_020))
                + 75_000 * Math.log(75_000 / (75_020.0 * 100_000 / 100_020)));
    // Chi-squared with one degree is a squared normal score.
    double p = 2 * NormalDistribution.of(0, 1).survivalProbability(Math.sqrt(g));
    assertThat(Math.pow(10, -shift.surprise())).isCloseTo(p, withPercentage(1e-4));
    // Five were expected, where chi-squared is no longer exact: none of 20 has 0.75^20.
    assertThat(p / Math.pow(0.75, 20)).isBetween(0.2, 0.25);
  }

  @Test
  void chanceMakesAsMuchAsStated() {
    Random random = new Random(4);
    int tries = 1500;
    double divergence = 0;
    int surprising = 0;
    for (int i = 0; i < tries; i++) {
      JensenShannon chance = JensenShannon.between(drawn(300, random), drawn(2000, random)).get();
      divergence += chance.divergence() / tries;
      surprising += chance.surprise() > 2 ? 1 : 0;
    }
    assertThat(divergence).isCloseTo(5 * 2300 / (8 * Math.log(2) * 300 * 2000), within(0.0003));
    assertThat(surprising / (double) tries).isCloseTo(0.01, within(0.005));
  }

  @Test
  void whatIsNotCountedHasNoMix() {
    assertThat(JensenShannon.between(Map.of(), Map.of("a", 1))).isEmpty();
    assertThat(JensenShannon.between(Map.of("a", 1), Map.of("a", 0))).isEmpty();
  }

  @Test
  void hugeCountsEndAtThreeHundredDecades() {
    JensenShannon huge =
        JensenShannon.between(
                Map.of("a", Long.MAX_VALUE), Map.of("a", Long.MAX_VALUE, "b", Long.MAX_VALUE))
            .get();
    assertThat(huge.surprise()).isEqualTo(300);
    assertThat(huge.divergence()).isBetween(0.0, 1.0);
  }

  @Test
  void refusesWhatIsNoCount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JensenShannon.between(Map.of("a", -1), Map.of("a", 1)))
        .withMessage("count of a is -1.0, it takes zero or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JensenShannon.between(Map.of("a", 1), Map.of("a", Double.NaN)));
  }

  /** Six targets, the rarest a fiftieth. */
  private static Map<String, Integer> drawn(int events, Random random) {
    double[] shares = {0.5, 0.25, 0.1, 0.08, 0.05, 0.02};
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < events; i++) {
      double point = random.nextDouble();
      int target = 0;
      while (target < shares.length - 1 && point > shares[target]) {
        point -= shares[target++];
      }
      counts.merge(TARGETS[target], 1, Integer::sum);
    }
    return counts;
  }
}
