package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** One group in which more is open, of every kind, than is kept with the group itself. */
class CrowdedGroupTest {

  private static final int RULES_OF_A_KIND = 2 * GroupEntries.KEPT_WITH_GROUP + 1;
  private static final int EVENTS = 2 * SlidingCount.KEPT_IN_WINDOW + 1;

  private static final RulePack PACK =
      new RulePack(
          IntStream.range(0, RULES_OF_A_KIND)
              .boxed()
              .flatMap(CrowdedGroupTest::oneOfEachKind)
              .flatMap(text -> RulePack.parse("rule.yml", text).rules().stream())
              .toList());

  @Test
  void everyRuleFiresAndNothingIsLeft() throws Exception {
    try (Correlation correlation = Correlation.of(PACK)) {
      open(correlation);
      correlation.receive(event("closed", EVENTS));
      correlation.end();
      everyRuleFired(correlation);
    }
  }

  @Test
  void everyRuleFiresAfterARestart() throws Exception {
    OperatorSubtaskState state;
    try (Correlation before = Correlation.of(PACK)) {
      open(before);
      assertThat(before.detections()).isEmpty();
      state = before.snapshot();
    }
    try (Correlation after = Correlation.restored(PACK, state)) {
      after.receive(event("closed", EVENTS));
      after.end();
      everyRuleFired(after);
    }
  }

  @Test
  void whatIsNotClosedIsForgotten() throws Exception {
    try (Correlation correlation = Correlation.of(PACK)) {
      open(correlation);
      assertThat(correlation.timers()).isEqualTo(1);
      correlation.watermark(Duration.ofMinutes(10).plusSeconds(EVENTS));
      assertThat(correlation.detections()).isEmpty();
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
    }
  }

  private static void open(Correlation correlation) throws Exception {
    for (int number = 0; number < EVENTS; number++) {
      correlation.receive(event("opened", number));
      correlation.watermark(Duration.ofSeconds(number));
    }
  }

  private static void everyRuleFired(Correlation correlation) {
    assertThat(correlation.detections())
        .extracting(Detection::getRuleName)
        .doesNotHaveDuplicates()
        .hasSize(PACK.rules().size());
    assertThat(correlation.detections())
        .filteredOn(detection -> detection.getRuleName().startsWith("events"))
        .allSatisfy(
            detection -> {
              assertThat(detection.getEvidence().get(0).getTotal()).isEqualTo(EVENTS + 1);
              assertThat(detection.getEvidence().get(0).getEvents())
                  .hasSize(2 * SlidingCount.SHOWN)
                  .isSortedAccordingTo(Comparator.comparing(shown -> shown.getEventTime()));
            });
    assertThat(correlation.stateEntries()).isZero();
    assertThat(correlation.timers()).isZero();
  }

  private static TelemetryEvent event(String step, int number) {
    return EventFields.event(
        step + number,
        Correlation.START.plusSeconds(number),
        Map.of("labels.step", step, "user.id", "u", "session.id", "s" + number));
  }

  private static Stream<String> oneOfEachKind(int number) {
    int all = EVENTS + 1;
    return Stream.of(
        rule("sequence" + number, "temporal_ordered", ""),
        rule("events" + number, "event_count", "condition: {gte: %d}".formatted(all)),
        rule(
            "values" + number,
            "value_count",
            "condition: {gte: %d, field: session.id}".formatted(all)));
  }

  private static String rule(String name, String type, String more) {
    return """
    title: Opened and closed
    name: %s
    correlation:
      type: %s
      rules: [opened, closed]
      group-by: user.id
      timespan: 10m
      %s
    ---
    title: Opened
    name: opened
    detection: {selection: {labels.step: opened}, condition: selection}
    ---
    title: Closed
    name: closed
    detection: {selection: {labels.step: closed}, condition: selection}
    """
        .formatted(name, type, more);
  }
}
