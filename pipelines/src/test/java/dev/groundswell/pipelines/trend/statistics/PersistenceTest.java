package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistenceTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.9})
  void measuresHowAlikeNeighboursAre(double correlation) {
    Random random = new Random(1);
    Persistence persistence = Persistence.UNKNOWN;
    double score = 0;
    for (int i = 0; i < 10_000; i++) {
      score =
          correlation * score + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
      persistence = persistence.after(score);
    }
    assertThat(persistence.correlation()).isCloseTo(correlation, within(0.03));
    assertThat(persistence.independent(1))
        .isCloseTo(Math.sqrt((1 - correlation) / (1 + correlation)), within(0.05));
  }

  @Test
  void scoresThatChangeSignAreTakenForIndependent() {
    Persistence persistence = Persistence.UNKNOWN;
    for (int i = 0; i < 1000; i++) {
      persistence = persistence.after(i % 2 == 0 ? 1 : -1);
    }
    assertThat(persistence.independent(3)).isEqualTo(3);
  }

  @Test
  void withoutScoresAHalfIsAssumed() {
    assertThat(Persistence.UNKNOWN.correlation()).isEqualTo(0.5);
  }
}
