package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A sequence that is a step of another, and groups by more than its root. */
class NestedSequenceTest {

  private static final RulePack PACK =
      RulePack.parse(
          "taken_out.yml",
          """
          title: Read and sent in one session, then paid for
          name: taken_out
          correlation:
            type: temporal_ordered
            rules: [read_and_sent, paid]
            group-by: user.id
            timespan: 10m
          ---
          title: Read and sent in one session
          name: read_and_sent
          correlation:
            type: temporal_ordered
            rules: [read, sent]
            group-by: [user.id, session.id]
            timespan: 10m
          ---
          title: Read
          name: read
          detection: {selection: {labels.step: read}, condition: selection}
          ---
          title: Sent
          name: sent
          detection: {selection: {labels.step: sent}, condition: selection}
          ---
          title: Paid
          name: paid
          detection: {selection: {labels.step: paid}, condition: selection}
          """);

  @Test
  void holdsWithinOnePart() throws Exception {
    assertDetections(1, event("read", "s1"), event("sent", "s1"), event("paid", null));
  }

  @Test
  void twoPartsDoNotAddUp() throws Exception {
    assertDetections(0, event("read", "s1"), event("sent", "s2"), event("paid", null));
  }

  @Test
  void anEventOfNoPartTakesNoPart() throws Exception {
    assertDetections(0, event("read", "s1"), event("sent", null), event("paid", null));
  }

  @Test
  void theRunsOfAllPartsAreForgottenWhenTheRootFires() throws Exception {
    assertDetections(
        1,
        event("read", "s1"),
        event("read", "s2"),
        event("sent", "s1"),
        event("paid", null),
        event("sent", "s2"),
        event("paid", null));
  }

  private static void assertDetections(int expected, TelemetryEvent... events) throws Exception {
    try (Correlation correlation = Correlation.of(PACK)) {
      for (int i = 0; i < events.length; i++) {
        events[i].setEventId("e" + i);
        events[i].setEventTime(Correlation.START.plusSeconds(i).toEpochMilli());
        correlation.receive(events[i]);
      }
      correlation.end();
      assertThat(correlation.detections()).hasSize(expected);
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
    }
  }

  private static TelemetryEvent event(String step, String session) {
    Map<String, String> values = new HashMap<>(Map.of("labels.step", step, "user.id", "u1"));
    if (session != null) {
      values.put("session.id", session);
    }
    return EventFields.event("", Correlation.START, values);
  }
}
