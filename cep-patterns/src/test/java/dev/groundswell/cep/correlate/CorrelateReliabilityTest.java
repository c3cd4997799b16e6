package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CorrelateReliabilityTest {

  private static final RulePack BUNDLED = RulePack.bundled();
  private static final String OPEN_CLOSE =
      """
      title: Opened then closed
      id: 00000000-0000-4000-8000-0000000000aa
      name: open_close
      version: 1
      correlation:
        type: temporal_ordered
        rules: [opened, closed]
        group-by: user.id
        timespan: 10m
      ---
      title: Opened
      name: opened
      detection:
        selection: {labels.step: opened}
        condition: selection
      ---
      title: Closed
      name: closed
      detection:
        selection: {labels.step: closed}
        condition: selection
      """;

  private static final String SEVERAL_THEN_CLOSED =
      OPEN_CLOSE
              .replace("open_close", "several_then_closed")
              .replace("rules: [opened, closed]", "rules: [several, closed]")
          + """
          ---
          title: Opened from several networks
          name: several
          correlation:
            type: value_count
            rules: [opened]
            group-by: user.id
            timespan: 10m
            condition: {gte: 2, field: client.subnet}
          """;

  @Test
  @Tag("S1")
  void oneShotKeysLeaveNoStateAndNoTimers() throws Exception {
    try (Correlation correlation = Correlation.of(BUNDLED)) {
      for (int user = 0; user < 1000; user++) {
        correlation.receive(refused("u" + user, Duration.ofSeconds(user)));
        correlation.receive(loginFailed("u" + user, Duration.ofSeconds(user)));
      }
      correlation.watermark(Duration.ofSeconds(999));
      assertThat(correlation.stateEntries()).isPositive();
      correlation.watermark(Duration.ofSeconds(999).plusMinutes(30));
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
    }
  }

  @Test
  @Tag("S3")
  void aSilentKeyStillTimesOut() throws Exception {
    try (Correlation correlation = Correlation.of(BUNDLED)) {
      correlation.receive(refusals("u1", 5));
      correlation.watermark(Duration.ofMinutes(10).plusSeconds(4).minusMillis(1));
      assertThat(correlation.stateEntries()).isPositive();
      assertThat(correlation.timers()).isEqualTo(1);
      correlation.watermark(Duration.ofMinutes(10).plusSeconds(4));
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
    }
  }

  @Test
  @Tag("S8")
  void equalTimesGiveEqualDetectionsInAnyOrderOfArrival() throws Exception {
    List<TelemetryEvent> events = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      events.add(sample("guardrail_probing", "refused", "r" + i, "u1", Duration.ZERO));
      events.add(sample("guardrail_probing", "answered", "s" + i, "u1", Duration.ZERO));
    }
    Set<Set<String>> outcomes = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(events, new Random(seed));
      try (Correlation correlation = Correlation.of(BUNDLED)) {
        correlation.receive(events);
        correlation.end();
        outcomes.add(
            correlation.detections().stream()
                .map(Detection::getDetectionId)
                .collect(Collectors.toSet()));
      }
    }
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.iterator().next()).isNotEmpty();
  }

  @Test
  @Tag("S10")
  void openRunsOfAHotKeyStayBounded() throws Exception {
    RulePack pack = RulePack.parse("open_close.yml", OPEN_CLOSE);
    try (Correlation correlation = Correlation.of(pack)) {
      open(correlation, 0, 100);
      long few = correlation.snapshot().getStateSize();
      open(correlation, 100, 100_000);
      long many = correlation.snapshot().getStateSize();
      assertThat(many).isLessThan(few + 100);
      correlation.receive(step("closed", "end", Duration.ofMillis(100_001)));
      correlation.end();
      assertThat(correlation.detections()).hasSize(1);
      assertThat(correlation.stateEntries()).isZero();
    }
  }

  @Test
  @Tag("S12")
  void aLongChainIsMatchedAndReleased() throws Exception {
    int steps = 500;
    RulePack pack = RulePack.parse("chain.yml", chain(steps));
    try (Correlation correlation = Correlation.of(pack)) {
      for (int run = 0; run < 2; run++) {
        // The second run lacks its last step and times out.
        for (int i = 0; i < steps - run; i++) {
          correlation.receive(step("s" + i, run + "-" + i, Duration.ofMillis(run * 1000L + i)));
        }
      }
      correlation.end();
      assertThat(correlation.detections()).hasSize(1);
      assertThat(correlation.detections().get(0).getEvidence()).hasSize(steps);
      assertThat(correlation.stateEntries()).isZero();
    }
  }

  @Test
  void ordinaryTrafficLeavesNoStateAfterItsTurn() throws Exception {
    try (Correlation correlation = Correlation.of(BUNDLED)) {
      correlation.receive(sample("guardrail_probing", "answered", "a", "u1", Duration.ZERO));
      assertThat(correlation.timers()).isEqualTo(1);
      correlation.watermark(Duration.ZERO);
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
    }
  }

  @Test
  void aKeyHasATimerForWhatWaitsAndOneForWhatIsKept() throws Exception {
    try (Correlation correlation = Correlation.of(BUNDLED)) {
      correlation.receive(refused("u1", Duration.ZERO));
      correlation.watermark(Duration.ZERO);
      for (int i = 9; i > 0; i--) {
        correlation.receive(refused("u1", Duration.ofSeconds(i)));
        assertThat(correlation.timers()).isEqualTo(2);
      }
      correlation.watermark(Duration.ofHours(1));
      assertThat(correlation.timers()).isZero();
    }
  }

  @Test
  void copiesAmongManyThatWaitCountOnce() throws Exception {
    int many = 3 * WaitingMatches.KEPT_WITH_GROUP;
    try (Correlation correlation = Correlation.of(BUNDLED)) {
      correlation.receive(refusals("u1", many));
      correlation.receive(refusals("u1", many));
      assertThat(correlation.ledger().duplicates()).isEqualTo(many);
      assertThat(correlation.ledger().waiting()).isEqualTo(many);
      correlation.watermark(Duration.ofSeconds(many / 2 - 1));
      assertThat(correlation.ledger().waiting()).isEqualTo(many / 2);
      correlation.end();
      assertThat(correlation.ledger().waiting()).isZero();
      assertThat(correlation.stateEntries()).isZero();
    }
  }

  @Test
  void aKeyOfWhichNothingIsKeptHasOneTimer() throws Exception {
    try (Correlation correlation = Correlation.of(BUNDLED)) {
      for (int i = 9; i >= 0; i--) {
        correlation.receive(refused("u1", Duration.ofSeconds(i)));
        correlation.receive(loginFailed("u1", Duration.ofSeconds(i)));
        assertThat(correlation.timers()).isEqualTo(1);
      }
    }
  }

  @Test
  void copiesOfAnEventCountOnce() throws Exception {
    try (Correlation correlation = Correlation.of(BUNDLED)) {
      correlation.receive(refusals("u1", 4));
      correlation.receive(refusals("u1", 4));
      correlation.receive(answered("u1", Duration.ofMinutes(1)));
      correlation.end();
      assertThat(correlation.detections()).isEmpty();
      assertThat(correlation.ledger().duplicates()).isEqualTo(4);
      assertThat(correlation.ledger().waiting()).isZero();
    }
  }

  @Test
  void matchesBehindTheWatermarkAreDroppedAndCounted() throws Exception {
    try (Correlation correlation = Correlation.of(BUNDLED)) {
      correlation.watermark(Duration.ofMinutes(1));
      correlation.receive(refused("u1", Duration.ofMinutes(1)));
      correlation.receive(refused("u1", Duration.ofSeconds(1)));
      assertThat(correlation.ledger().lateOnes()).isEqualTo(2);
      assertThat(correlation.stateEntries()).isZero();
    }
  }

  @Test
  @Tag("S10")
  void aHotKeyKeepsOneEventAValue() throws Exception {
    try (Correlation correlation = Correlation.of(BUNDLED)) {
      useKey(correlation, 0, 100);
      long few = correlation.snapshot().getStateSize();
      useKey(correlation, 100, 100_000);
      assertThat(correlation.snapshot().getStateSize()).isLessThan(few + 100);
      correlation.receive(keyUsed("k1", "fifth", Duration.ofMillis(100_001)));
      correlation.end();
      assertThat(correlation.detections())
          .singleElement()
          .satisfies(
              detection ->
                  assertThat(detection.getEvidence().get(0).getEvents())
                      .extracting(event -> event.getBoundValues().get("client.subnet"))
                      .containsExactly("n0", "n1", "n2", "n3", "fifth"));
      assertThat(correlation.stateEntries()).isZero();
    }
  }

  @Test
  @Tag("S10")
  void aHundredThousandValuesOfAKeyAreCountedAndReleased() throws Exception {
    RulePack pack = RulePack.parse("several_then_closed.yml", SEVERAL_THEN_CLOSED);
    try (Correlation correlation = Correlation.of(pack)) {
      for (int i = 0; i < 100_000; i++) {
        correlation.receive(step("opened", "o" + i, "v" + i, Duration.ofMillis(i)));
        correlation.watermark(Duration.ofMillis(i));
      }
      correlation.receive(step("closed", "end", "v", Duration.ofMillis(100_001)));
      correlation.end();
      assertThat(correlation.detections())
          .singleElement()
          .satisfies(
              detection ->
                  assertThat(detection.getEvidence().get(0).getTotal()).isEqualTo(100_000));
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
    }
  }

  @Test
  void aKeyThatIsUsedFromOneNetworkIsForgottenAfterTheTimespan() throws Exception {
    try (Correlation correlation = Correlation.of(BUNDLED)) {
      correlation.receive(keyUsed("k1", "n1", Duration.ZERO));
      correlation.watermark(Duration.ofMinutes(10).minusMillis(1));
      assertThat(correlation.stateEntries()).isPositive();
      correlation.watermark(Duration.ofMinutes(10));
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
    }
  }

  @Test
  void aRestoredCountOfValuesGoesOn() throws Exception {
    OperatorSubtaskState state;
    try (Correlation before = Correlation.of(BUNDLED)) {
      useKey(before, 0, 8);
      before.receive(keyUsed("k1", "waits", Duration.ofMillis(9)));
      state = before.snapshot();
    }
    try (Correlation after = Correlation.restored(BUNDLED, state)) {
      after.end();
      assertThat(after.detections())
          .singleElement()
          .satisfies(
              detection -> {
                assertThat(detection.getEvidence().get(0).getTotal()).isEqualTo(5);
                assertThat(detection.getFirst()).isEqualTo(Correlation.START.toEpochMilli() + 4);
              });
      assertThat(after.stateEntries()).isZero();
    }
  }

  @Test
  void aNewVersionOfACountOfValuesStartsAfreshAndTheOldOnesStateGoes() throws Exception {
    String text = SEVERAL_THEN_CLOSED;
    OperatorSubtaskState state;
    try (Correlation before = Correlation.of(RulePack.parse("several_then_closed.yml", text))) {
      before.receive(step("opened", "o1", "v1", Duration.ZERO));
      before.receive(step("opened", "o2", "v2", Duration.ZERO));
      before.watermark(Duration.ZERO);
      state = before.snapshot();
    }
    RulePack second =
        RulePack.parse("several_then_closed.yml", text.replace("version: 1", "version: 2"));
    try (Correlation after = Correlation.restored(second, state)) {
      after.receive(step("opened", "o3", "v3", Duration.ofSeconds(1)));
      after.receive(step("closed", "end", "v4", Duration.ofSeconds(2)));
      after.watermark(Duration.ofMinutes(11));
      assertThat(after.detections()).isEmpty();
      assertThat(after.stateEntries()).isZero();
      assertThat(after.timers()).isZero();
    }
  }

  @Test
  void aRestoredSequenceGoesOn() throws Exception {
    OperatorSubtaskState state;
    try (Correlation before = Correlation.of(BUNDLED)) {
      before.receive(refusals("u1", 5));
      before.watermark(Duration.ofSeconds(3));
      state = before.snapshot();
    }
    try (Correlation after = Correlation.restored(BUNDLED, state)) {
      after.receive(answered("u1", Duration.ofMinutes(1)));
      after.end();
      assertThat(after.detections())
          .singleElement()
          .satisfies(
              detection -> assertThat(detection.getEvidence().get(0).getTotal()).isEqualTo(5));
      assertThat(after.stateEntries()).isZero();
    }
  }

  @Test
  void aNewVersionStartsAfreshAndTheOldOnesStateGoes() throws Exception {
    OperatorSubtaskState state;
    try (Correlation before = Correlation.of(RulePack.parse("open_close.yml", OPEN_CLOSE))) {
      open(before, 0, 1);
      state = before.snapshot();
    }
    RulePack second =
        RulePack.parse("open_close.yml", OPEN_CLOSE.replace("version: 1", "version: 2"));
    try (Correlation after = Correlation.restored(second, state)) {
      after.receive(step("closed", "end", Duration.ofSeconds(1)));
      after.watermark(Duration.ofMinutes(10));
      assertThat(after.detections()).isEmpty();
      assertThat(after.stateEntries()).isZero();
      assertThat(after.timers()).isZero();
    }
  }

  /** With what compares events: Flink's automaton fails on runs of steps that it does not know. */
  @Test
  @Tag("U2")
  void aRuleThatChangedUnderItsVersionStartsAfreshToo() throws Exception {
    String three =
        OPEN_CLOSE.replace(
            "rules: [opened, closed]",
            "rules: [opened, opened, closed]\n  x-where: {differs: client.subnet}");
    String two =
        OPEN_CLOSE.replace(
            "group-by: user.id", "group-by: user.id\n  x-where: {differs: client.subnet}");
    OperatorSubtaskState state;
    try (Correlation before = Correlation.of(RulePack.parse("open_close.yml", three))) {
      before.receive(step("opened", "o1", "v1", Duration.ZERO));
      before.receive(step("opened", "o2", "v2", Duration.ZERO));
      before.watermark(Duration.ZERO);
      state = before.snapshot();
    }
    try (Correlation after = Correlation.restored(RulePack.parse("open_close.yml", two), state)) {
      after.receive(step("closed", "end", "v3", Duration.ofSeconds(1)));
      after.watermark(Duration.ofMinutes(10));
      assertThat(after.detections()).isEmpty();
      assertThat(after.stateEntries()).isZero();
      assertThat(after.timers()).isZero();
    }
  }

  @Test
  void evidenceIsTheFirstFiveAndTheLastFive() throws Exception {
    try (Correlation correlation = Correlation.of(BUNDLED)) {
      correlation.receive(refusals("u1", 12));
      correlation.receive(answered("u1", Duration.ofMinutes(1)));
      correlation.end();
      Detection detection = correlation.detections().get(0);
      assertThat(detection.getEvidence().get(0).getTotal()).isEqualTo(12);
      assertThat(detection.getEvidence().get(0).getEvents())
          .extracting(event -> event.getEventId().substring("refused-u1-".length()))
          .containsExactly(
              "0", "1000", "2000", "3000", "4000", "7000", "8000", "9000", "10000", "11000");
      assertThat(detection.getFirst()).isEqualTo(Correlation.START.toEpochMilli());
      assertThat(detection.getLast()).isEqualTo(Correlation.START.toEpochMilli() + 60_000);
    }
  }

  private static void open(Correlation correlation, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      correlation.receive(step("opened", "o" + i, Duration.ofMillis(i)));
      correlation.watermark(Duration.ofMillis(i));
    }
  }

  /** Uses a key from four networks in turn. */
  private static void useKey(Correlation correlation, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      correlation.receive(keyUsed("k1", "n" + i % 4, Duration.ofMillis(i)));
      correlation.watermark(Duration.ofMillis(i));
    }
  }

  private static TelemetryEvent keyUsed(String key, String subnet, Duration offset) {
    String id = "%s-%s-%d".formatted(key, subnet, offset.toMillis());
    TelemetryEvent event = sample("key_sharing", "key_used", id, null, offset);
    event.setApiKeyId(key);
    event.setClientSubnet(subnet);
    return event;
  }

  private static TelemetryEvent step(String step, String id, String value, Duration offset) {
    TelemetryEvent event = step(step, id, offset);
    event.setClientSubnet(value);
    return event;
  }

  private static String chain(int steps) {
    String names =
        IntStream.range(0, steps).mapToObj(i -> "s" + i).collect(Collectors.joining(","));
    StringBuilder text =
        new StringBuilder(
            """
            title: Chain
            name: chain
            correlation:
              type: temporal_ordered
              rules: [%s]
              group-by: user.id
              timespan: 10m
            """
                .formatted(names));
    for (int i = 0; i < steps; i++) {
      text.append(
          """
          ---
          title: Step
          name: s%d
          detection:
            selection: {labels.step: s%d}
            condition: selection
          """
              .formatted(i, i));
    }
    return text.toString();
  }

  private static TelemetryEvent step(String step, String id, Duration offset) {
    return EventFields.event(
        id, Correlation.START.plus(offset), Map.of("labels.step", step, "user.id", "u1"));
  }

  private static List<TelemetryEvent> refusals(String user, int number) {
    return IntStream.range(0, number).mapToObj(i -> refused(user, Duration.ofSeconds(i))).toList();
  }

  private static TelemetryEvent refused(String user, Duration offset) {
    String id = "refused-%s-%d".formatted(user, offset.toMillis());
    return sample("guardrail_probing", "refused", id, user, offset);
  }

  private static TelemetryEvent answered(String user, Duration offset) {
    return sample("guardrail_probing", "answered", "answered-" + user, user, offset);
  }

  private static TelemetryEvent loginFailed(String user, Duration offset) {
    String id = "login-%s-%d".formatted(user, offset.toMillis());
    return sample("account_takeover_abuse", "login_failed", id, user, offset);
  }

  private static TelemetryEvent sample(
      String rule, String sample, String id, String user, Duration offset) {
    TelemetryEvent event =
        BUNDLED.rules().stream()
            .filter(each -> each.name().equals(rule))
            .map(
                each ->
                    EventFields.event(
                        id, Correlation.START.plus(offset), each.samples().get(sample)))
            .findFirst()
            .orElseThrow();
    event.setUserId(user);
    return event;
  }
}
