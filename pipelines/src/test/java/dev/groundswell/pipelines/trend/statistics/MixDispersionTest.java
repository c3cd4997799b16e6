package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.apache.commons.statistics.distribution.FDistribution;
import org.junit.jupiter.api.Test;

class MixDispersionTest {

  private static final Learning LEARNING = Learning.defaults();

  @Test
  void nothingIsSurprisingBeforeADayWasLearned() {
    assertThat(MixDispersion.UNKNOWN.surprise(mix(500, 4))).isZero();
    assertThat(MixDispersion.UNKNOWN.factor()).isEqualTo(1);
  }

  @Test
  void aMixIsComparedWithAnFDistribution() {
    MixDispersion known = new MixDispersion(20, 20);
    double tail = FDistribution.of(4.0, 20.0).survivalProbability(6);
    assertThat(known.surprise(mix(24, 4))).isCloseTo(-Math.log10(tail), within(1e-9));
  }

  @Test
  void whatDiffersMoreOnAllDaysIsLessSurprising() {
    assertThat(new MixDispersion(100, 20).surprise(mix(24, 4)))
        .isLessThan(new MixDispersion(20, 20).surprise(mix(24, 4)) / 4);
  }

  @Test
  void daysThatDifferLessThanByChanceMakeNothingMoreSurprising() {
    assertThat(new MixDispersion(2, 20).factor()).isEqualTo(1);
  }

  @Test
  void aShiftIsLearnedUpToWhereItIsSurprising() {
    MixDispersion known = new MixDispersion(40, 40);
    MixDispersion learned = known.after(mix(4000, 4), 1, LEARNING);
    double most = FDistribution.of(4.0, 40.0).inverseSurvivalProbability(1e-3);
    assertThat(learned.statistics()).isCloseTo(40 + 4 * most, within(1e-9));
    assertThat(learned.freedom()).isCloseTo(44, within(1e-9));
  }

  @Test
  void daysBeforeAreForgotten() {
    MixDispersion learned = new MixDispersion(40, 40).after(mix(4, 4), 0.5, LEARNING);
    assertThat(learned.statistics()).isCloseTo(24, within(1e-9));
    assertThat(learned.freedom()).isCloseTo(24, within(1e-9));
  }

  private static ExposedMix mix(double statistic, int freedom) {
    return new ExposedMix(Map.of(), new JensenShannon(0.1, 0.1, statistic, freedom), 5, 100, 700);
  }
}
