package dev.groundswell.pipelines.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecideConfigTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void defaults() {
    assertThat(DecideConfig.defaults()).isEqualTo(new DecideConfig(HOUR, HOUR, 100));
  }

  @Test
  void refusesWhatMakesNoSenseByItsKey() {
    assertThatThrownBy(() -> new DecideConfig(Duration.ofSeconds(-1), HOUR, 100))
        .hasMessage("decide.suppression is PT-1S, it takes 0 s or more");
    assertThatThrownBy(() -> new DecideConfig(HOUR, Duration.ZERO, 100))
        .hasMessage("decide.risk-half-life is PT0S, it takes 1 ms or more");
    assertThatThrownBy(() -> new DecideConfig(HOUR, HOUR, 0))
        .hasMessage("decide.risk-bar is 0, it takes 1 or more");
  }
}
