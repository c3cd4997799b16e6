package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestConfigTest {

  private static final Duration ANY = Duration.ofSeconds(1);
  private static final Duration NONE = Duration.ZERO;

  @Test
  void theDefaultsAreWhatTheProjectWasMeasuredWith() {
    assertThat(IngestConfig.defaults()).isEqualTo(measured(OutOfOrderness.defaults(), NONE));
    assertThat(TraceConfig.defaults())
        .isEqualTo(new TraceConfig(Duration.ofSeconds(5), Duration.ofMinutes(2), 1_000));
  }

  @Test
  void anotherOutOfOrdernessChangesNothingElse() {
    OutOfOrderness other = OutOfOrderness.everywhere(ANY);
    assertThat(IngestConfig.defaults().with(other)).isEqualTo(measured(other, NONE));
  }

  @Test
  void waitingForVerdictsChangesNothingElse() {
    assertThat(IngestConfig.defaults().withVerdictsWithin(ANY))
        .isEqualTo(measured(OutOfOrderness.defaults(), ANY));
  }

  private static IngestConfig measured(OutOfOrderness outOfOrderness, Duration verdictHorizon) {
    return new IngestConfig(
        1_048_576,
        Duration.ofDays(7),
        Duration.ofSeconds(5),
        outOfOrderness,
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        500_000,
        TraceConfig.defaults(),
        verdictHorizon);
  }

  @ParameterizedTest
  @CsvSource({
    "ingest.max-record-size, 0, PT1S, PT1S, PT1S, PT1S, 1, PT0S",
    "ingest.retention, 1, PT0S, PT1S, PT1S, PT1S, 1, PT0S",
    "ingest.max-clock-skew, 1, PT1S, PT0S, PT1S, PT1S, 1, PT0S",
    "ingest.idle-timeout, 1, PT1S, PT1S, PT0S, PT1S, 1, PT0S",
    "ingest.dedupe-horizon, 1, PT1S, PT1S, PT1S, PT-1S, 1, PT0S",
    "ingest.dedupe-capacity, 1, PT1S, PT1S, PT1S, PT1S, 0, PT0S",
    "ingest.verdict-horizon, 1, PT1S, PT1S, PT1S, PT1S, 1, PT-1S",
  })
  void whatIsOutOfBoundsIsRefusedByItsKey(
      String key,
      int maxRecordBytes,
      Duration retention,
      Duration skew,
      Duration idleTimeout,
      Duration dedupeHorizon,
      int dedupeCapacity,
      Duration verdictHorizon) {
    assertThatThrownBy(
            () ->
                new IngestConfig(
                    maxRecordBytes,
                    retention,
                    skew,
                    OutOfOrderness.defaults(),
                    idleTimeout,
                    dedupeHorizon,
                    dedupeCapacity,
                    TraceConfig.defaults(),
                    verdictHorizon))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + " must");
  }
}
