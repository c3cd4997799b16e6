package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys that send one event each, which opens something in every kind of state. */
@Tag("S1")
class OneShotKeysTest {

  private static final Duration BETWEEN = Duration.ofMillis(10);
  private static final Duration TIMESPAN = Duration.ofMinutes(1);
  private static final int BATCH = 500;
  private static final int LOOKS = 10;

  private static final RulePack PACK =
      new RulePack(
          Stream.of(
                  rule("in_a_table", "temporal_ordered", "opened, closed", ""),
                  rule(
                      "in_the_automaton",
                      "temporal_ordered",
                      "opened, closed",
                      "x-where: {same: session.id}"),
                  rule(
                      "remembered",
                      "temporal_ordered",
                      "closed, closed_again",
                      "x-absent: {rule: opened, before: closed, within: 1m}"),
                  rule("counted", "event_count", "opened, closed", "condition: {gte: 2}"),
                  rule(
                      "varied",
                      "value_count",
                      "opened, closed",
                      "condition: {gte: 2, field: session.id}"),
                  rule("together", "temporal", "opened, closed", ""))
              .flatMap(text -> RulePack.parse("rule.yml", text).rules().stream())
              .toList());

  @Test
  void aHundredThousandAreForgottenAfterTheTimespan() throws Exception {
    areForgottenAfterTheTimespan(100_000);
  }

  @Test
  @Tag("evidence")
  void aMillionAreForgottenAfterTheTimespan() throws Exception {
    areForgottenAfterTheTimespan(1_000_000);
  }

  private static void areForgottenAfterTheTimespan(int keys) throws Exception {
    int open = (int) TIMESPAN.dividedBy(BETWEEN);
    try (Correlation correlation = Correlation.of(PACK)) {
      for (int key = 0; key < keys; key++) {
        Duration time = BETWEEN.multipliedBy(key);
        correlation.receive(opened(key, time));
        if ((key + 1) % BATCH == 0) {
          correlation.watermark(time);
        }
        if ((key + 1) % (keys / LOOKS) == 0) {
          assertThat(correlation.timers()).as("keys with state").isBetween(open, open + BATCH);
          assertThat(correlation.stateEntries())
              .as("a few entries for each of them")
              .isBetween(open, 20 * (open + BATCH));
        }
      }
      correlation.watermark(BETWEEN.multipliedBy(keys).plus(TIMESPAN));
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
      assertThat(correlation.ledger().waiting()).isZero();
      assertThat(correlation.detections()).isEmpty();
    }
  }

  private static TelemetryEvent opened(int key, Duration time) {
    return EventFields.event(
        "e" + key,
        Correlation.START.plus(time),
        Map.of("labels.step", "opened", "user.id", "u" + key, "session.id", "s"));
  }

  private static String rule(String name, String type, String steps, String more) {
    StringBuilder text =
        new StringBuilder(
            """
            title: Opened
            name: %s
            correlation:
              type: %s
              rules: [%s]
              group-by: user.id
              timespan: 1m
              %s
            """
                .formatted(name, type, steps, more));
    for (String step : List.of("opened", "closed", "closed_again")) {
      if ((steps + more).contains(step)) {
        text.append(
            """
            ---
            title: Step
            name: %s
            detection: {selection: {labels.step: %s}, condition: selection}
            """
                .formatted(step, step));
      }
    }
    return text.toString();
  }
}
