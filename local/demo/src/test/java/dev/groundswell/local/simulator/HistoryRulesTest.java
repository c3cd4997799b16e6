package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules, as {@link RuleOracle} has them, over days of a history in which something is planted. */
@Tag("evidence")
class HistoryRulesTest {

  private static final HistoryConfig CONFIG = WholeHistory.config(7, 19);
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void nobodyTripsARule() {
    HistorySimulator history = new HistorySimulator(CONFIG);
    RuleOracle oracle = null;
    long dayEnd = CONFIG.start().toEpochMilli();
    while (history.hasNext()) {
      HistoryRecord record = history.next();
      if (record.eventTime() >= dayEnd) {
        requireSilence(oracle);
        oracle =
            new RuleOracle(CONFIG.start().minus(DAY).toEpochMilli(), CONFIG.end().toEpochMilli());
        dayEnd += DAY.toMillis();
      }
      oracle.read(
          new SimulatedRecord(
              0,
              HistoryRecord.FORMAT,
              record.key(),
              record.value(),
              Treatment.PLAIN,
              new SimulatedRecord.Benign(0)));
    }
    requireSilence(oracle);
  }

  private static void requireSilence(RuleOracle oracle) {
    if (oracle != null) {
      assertThat(oracle.rejected() + oracle.late() + oracle.duplicate()).isZero();
      assertThat(oracle.alerts()).isEmpty();
    }
  }
}
