package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryConfigTest {

  private static final Instant END = Instant.parse("2026-06-29T12:00:00Z");

  @Test
  void endsWhereTheRunBegins() {
    HistoryConfig config = new HistoryConfig(1, Duration.ofDays(28), END);

    assertThat(config.start()).isEqualTo(Instant.parse("2026-06-01T12:00:00Z"));
    assertThat(config.days()).isEqualTo(28);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P7D", "P60D"})
  void takesAWeekToTwoMonths(String length) {
    assertThat(new HistoryConfig(1, Duration.parse(length), END).length()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"P6D", "P61D", "PT169H"})
  void refusesAnythingElse(String length) {
    assertThatThrownBy(() -> new HistoryConfig(1, Duration.parse(length), END))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 7d and 60d, whole days");
  }
}
