package dev.groundswell.sinks.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortRangeTest {

  @Test
  void readsOnePortAndARange() {
    assertThat(PortRange.parse("9249")).isEqualTo(new PortRange(9249, 9249));
    assertThat(PortRange.parse("9249-9259")).isEqualTo(new PortRange(9249, 9259));
    assertThat(new PortRange(9249, 9259)).hasToString("9249-9259");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "9259-9249", "9249-", "-1", "1-70000"})
  void refusesWhatIsNotARange(String text) {
    assertThatThrownBy(() -> PortRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9249-9259");
  }

  @Test
  void theDefaultsAreLoopbackAndTenThousandSeries() {
    assertThat(ExpositionConfig.defaults())
        .isEqualTo(new ExpositionConfig("127.0.0.1", new PortRange(9249, 9259), 10_000));
  }

  @Test
  void aCapBelowTheCatalogueIsRefused() {
    assertThatThrownBy(() -> new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1))
        .hasMessageContaining("maxSeries");
  }
}
