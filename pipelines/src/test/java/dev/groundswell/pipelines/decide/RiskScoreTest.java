package dev.groundswell.pipelines.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.schemas.RuleLevel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RiskScoreTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final RiskScore score = new RiskScore(HOUR);

  @Test
  void pointsHalveWithEveryHalfLife() {
    assertThat(score.left(RuleLevel.high, Duration.ZERO)).isEqualTo(73);
    assertThat(score.left(RuleLevel.high, HOUR)).isCloseTo(36.5, within(1e-9));
    assertThat(score.left(RuleLevel.high, HOUR.multipliedBy(3))).isCloseTo(9.125, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(RuleLevel.class)
  void aLifetimeEndsWhereOnePointIsLeft(RuleLevel level) {
    assertThat(score.left(level, score.lifetime(level))).isCloseTo(1, within(1e-5));
  }

  @Test
  void noLevelReachesTheDefaultBarAlone() {
    for (RuleLevel level : RuleLevel.values()) {
      assertThat(RiskScore.points(level)).isLessThan(DecideConfig.defaults().riskBar());
    }
  }
}
