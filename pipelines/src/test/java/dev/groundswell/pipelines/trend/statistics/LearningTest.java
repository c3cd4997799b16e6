package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningTest {

  @Test
  void byDefaultHalfOfAWeekIsLeftAfterTwo() {
    assertThat(Learning.defaults()).isEqualTo(new Learning(Duration.ofDays(14), 3, 4));
    assertThat(Learning.defaults().remaining(2)).isCloseTo(0.5, within(1e-15));
    assertThat(Learning.defaults().remaining(0)).isEqualTo(1);
    assertThat(Learning.defaults().remaining(1e6)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 3, 0.5", "PT-1H, 3, 0.5", "P14D, 0, 0.5", "P14D, NaN, 0.5", "P14D, 3, -0.5"})
  void refusesWhatTeachesNothing(Duration halfLife, double clip, double dispersion) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Learning(halfLife, clip, dispersion))
        .withMessageContaining("it takes");
  }
}
