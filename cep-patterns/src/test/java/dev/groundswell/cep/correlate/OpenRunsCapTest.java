package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where events are compared no run stands for another, so that only so many are kept. */
class OpenRunsCapTest {

  private static final int KEPT = 32;
  private static final int OPENED = 40;

  private static final RulePack PACK =
      RulePack.parse(
          "same.yml",
          """
          title: Opened and closed in one session
          name: same
          correlation:
            type: temporal_ordered
            rules: [opened, closed]
            group-by: user.id
            timespan: 10m
            x-where: {same: session.id}
          ---
          title: Opened
          name: opened
          detection: {selection: {labels.step: opened}, condition: selection}
          ---
          title: Closed
          name: closed
          detection: {selection: {labels.step: closed}, condition: selection}
          """);

  @Test
  void theLatestRunsAreKeptAndTheOthersCounted() throws Exception {
    assertDetections(OPENED - KEPT, 1);
  }

  @Test
  void aRunThatWasDroppedDoesNotComplete() throws Exception {
    assertDetections(OPENED - KEPT - 1, 0);
  }

  @Test
  void asManyAsAreKeptDropNone() throws Exception {
    try (Correlation correlation = Correlation.of(PACK)) {
      open(correlation, KEPT);
      correlation.receive(event("closed", 0, KEPT));
      correlation.end();
      assertThat(correlation.ledger().droppedOnes()).isZero();
      assertThat(correlation.detections()).hasSize(1);
    }
  }

  /** Opens a run in each of many sessions, and then closes one of these. */
  private static void assertDetections(int closed, int expected) throws Exception {
    try (Correlation correlation = Correlation.of(PACK)) {
      open(correlation, OPENED);
      correlation.receive(event("closed", closed, OPENED));
      correlation.end();
      assertThat(correlation.ledger().droppedOnes()).isEqualTo(OPENED - KEPT);
      assertThat(correlation.detections()).hasSize(expected);
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
    }
  }

  private static void open(Correlation correlation, int sessions) throws Exception {
    for (int session = 0; session < sessions; session++) {
      correlation.receive(event("opened", session, session));
    }
  }

  private static TelemetryEvent event(String step, int session, int second) {
    return EventFields.event(
        step + session,
        Correlation.START.plus(Duration.ofSeconds(second)),
        Map.of("labels.step", step, "user.id", "u1", "session.id", "s" + session));
  }
}
