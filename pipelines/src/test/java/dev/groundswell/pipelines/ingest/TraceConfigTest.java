package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceConfigTest {

  private static final TraceConfig CONFIG =
      new TraceConfig(Duration.ofSeconds(5), Duration.ofSeconds(30), 10);

  @ParameterizedTest
  @CsvSource({
    "ingest.trace-horizon, PT0S, PT1S, 1",
    "ingest.trace-memory, PT2S, PT1S, 1",
    "ingest.trace-capacity, PT1S, PT1S, 0",
  })
  void whatIsOutOfBoundsIsRefusedByItsKey(
      String key, Duration horizon, Duration memory, int capacity) {
    assertThatThrownBy(() -> new TraceConfig(horizon, memory, capacity))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + " must");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1_500, -1, 0, 1, 999, 1_000, 1_001, 1_767_225_600_123L})
  void aCallIsToldNoEarlierThanTheHorizonAndBeforeItIsLate(long end) {
    long at = CONFIG.tellAt(Parts.endingAt(end));

    assertThat(at - end).isBetween(5_000L, 5_999L);
    assertThat(CONFIG.toldAt(at)).isGreaterThanOrEqualTo(end);
    assertThat(CONFIG.toldAt(at - 1)).isLessThan(end);
    // What follows had come no further than this before that time was reached.
    assertThat(at - 1 - CONFIG.delay()).isLessThan(end);
  }
}
