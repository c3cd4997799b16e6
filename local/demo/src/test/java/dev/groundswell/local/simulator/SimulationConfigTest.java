package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulationConfigTest {

  @Test
  void refusesARateBelowOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatedRun.config(1, 0, 60, 1))
        .withMessage("rate must be at least 1 record per second, not 0");
  }

  @Test
  void refusesATimeScaleBelowOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatedRun.config(1, 100, 60, 0))
        .withMessage("time scale must be at least 1, not 0");
  }

  @Test
  void refusesARunOfAHandfulOfRecords() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatedRun.config(1, 9, 11, 1))
        .withMessage("rate x duration must be at least 100 records");
  }

  @Test
  void refusesToOutrunTheClockWithoutAnEnd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SimulationConfig(1, 100, Optional.empty(), 2, SimulatedRun.START))
        .withMessageStartingWith("a time scale above 1 needs a duration");
  }

  @Test
  void countsRecordsByTheMillisecond() {
    SimulationConfig config =
        new SimulationConfig(1, 1000, Optional.of(Duration.ofMillis(1_500)), 1, SimulatedRun.START);

    assertThat(config.segmentRecords()).isEqualTo(1_500);
  }

  @Test
  void theFirstWallOffsetOfAnEventTimeReachesIt() {
    SimulationConfig config = SimulatedRun.config(1, 100, 60, 7);

    for (long offset = 0; offset < 1_000; offset++) {
      assertThat(config.eventOffset(config.wallNanos(offset))).isEqualTo(offset);
      assertThat(config.eventOffset(config.wallNanos(offset) - 1)).isLessThanOrEqualTo(offset);
    }
    assertThat(config.eventOffset(config.wallNanos(500) - 1)).isEqualTo(499);
  }
}
