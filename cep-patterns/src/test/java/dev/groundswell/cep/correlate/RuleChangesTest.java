package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleState;
import dev.groundswell.schemas.RuleStatus;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules change while events flow; event times are minutes after the start. */
class RuleChangesTest {

  private static final String CHANGING = "00000000-0000-4000-8000-0000000000c1";
  private static final String OTHER = "00000000-0000-4000-8000-0000000000c2";

  private static final String FIRST = openClose(CHANGING, "changing", "");
  private static final String SECOND = FIRST.replace("version: 1", "version: 2");
  private static final String UNANSWERED =
      openClose(CHANGING, "changing", "x-absent: [{rule: closed, after: opened, within: 5m}]")
          .replace("rules: [opened, closed]", "rules: [opened]");

  private static final RulePack BOTH = pack(FIRST, openClose(OTHER, "other", ""));

  @Test
  void aRuleThatIsAddedSeesEventsFromItsTimeOn() throws Exception {
    try (Correlation correlation = Correlation.of(new RulePack(List.of()))) {
      correlation.change(phase(RuleState.active, 5, FIRST));
      correlation.receive(List.of(opened("early", 4), closed("early", 6)));
      correlation.receive(List.of(opened("in time", 5), closed("in time", 6)));
      correlation.end();
      assertThat(correlation.detections())
          .singleElement()
          .satisfies(detection -> assertThat(user(detection)).isEqualTo("in time"));
    }
  }

  @Test
  void anEventUsesTheVersionOfItsTimeHoweverLateItComes() throws Exception {
    try (Correlation correlation = Correlation.of(BOTH)) {
      correlation.receive(opened("before", 3));
      correlation.change(phase(RuleState.active, 5, SECOND));
      correlation.receive(List.of(opened("after", 5), closed("after", 6)));
      correlation.receive(closed("before", 4));
      correlation.receive(List.of(opened("across", 4), closed("across", 5)));
      correlation.end();
      assertThat(ofChanging(correlation))
          .extracting(detection -> user(detection) + " " + detection.getRuleVersion())
          .containsExactlyInAnyOrder("before 1", "after 2");
      assertThat(correlation.stateEntries()).isZero();
    }
  }

  static Stream<RulePhase> changes() {
    return Stream.of(
        phase(RuleState.active, 2, SECOND),
        phase(RuleState.shadow, 2, FIRST),
        phase(RuleState.paused, 2, FIRST),
        phase(RuleState.deleted, 2, ""));
  }

  @ParameterizedTest
  @MethodSource("changes")
  @Tag("U2")
  void aChangeKeepsTheOpenRunsOfOtherRules(RulePhase change) throws Exception {
    try (Correlation correlation = Correlation.of(BOTH)) {
      correlation.receive(opened("u1", 0));
      correlation.watermark(Duration.ofMinutes(1));
      correlation.change(change);
      correlation.receive(opened("u2", 3));
      correlation.watermark(Duration.ofMinutes(3));
      correlation.receive(closed("u1", 4));
      correlation.end();
      assertThat(correlation.detections())
          .filteredOn(detection -> detection.getRuleId().equals(OTHER))
          .singleElement()
          .satisfies(detection -> assertThat(user(detection)).isEqualTo("u1"));
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
    }
  }

  @Test
  @Tag("U2")
  void aPausedRuleSeesNothingAndGoesOnWithItsOpenRunsWhenItResumes() throws Exception {
    try (Correlation correlation = Correlation.of(BOTH)) {
      correlation.receive(List.of(opened("u1", 0), opened("u2", 1)));
      correlation.watermark(Duration.ofMinutes(1));
      correlation.change(phase(RuleState.paused, 2, FIRST));
      correlation.receive(List.of(closed("u1", 3), opened("u3", 3)));
      correlation.watermark(Duration.ofMinutes(3));
      correlation.change(phase(RuleState.active, 4, FIRST));
      correlation.receive(List.of(closed("u2", 5), closed("u3", 5)));
      correlation.end();
      assertThat(ofChanging(correlation))
          .singleElement()
          .satisfies(detection -> assertThat(user(detection)).isEqualTo("u2"));
      assertThat(correlation.stateEntries()).isZero();
    }
  }

  @Test
  void aRuleInShadowIsOnTrialFromItsTimeOn() throws Exception {
    try (Correlation correlation = Correlation.of(BOTH)) {
      correlation.receive(List.of(opened("u1", 0), closed("u1", 1), opened("u2", 1)));
      correlation.change(phase(RuleState.shadow, 2, FIRST));
      correlation.receive(closed("u2", 2));
      correlation.end();
      assertThat(ofChanging(correlation))
          .extracting(Detection::getRuleStatus)
          .containsExactly(RuleStatus.stable, RuleStatus.test);
    }
  }

  @Test
  void whatADeletedRuleWaitedForNeverFires() throws Exception {
    RulePack unanswered = RulePack.parse("rule.yml", UNANSWERED);
    try (Correlation correlation = Correlation.of(unanswered)) {
      correlation.receive(List.of(opened("soon", 0), opened("too late", 3)));
      correlation.watermark(Duration.ofMinutes(3));
      correlation.change(phase(RuleState.deleted, 6, ""));
      correlation.end();
      assertThat(correlation.detections())
          .singleElement()
          .satisfies(detection -> assertThat(user(detection)).isEqualTo("soon"));
      assertThat(correlation.stateEntries()).isZero();
    }
  }

  /** Guards between two steps, on the table of runs and on the automaton. */
  @ParameterizedTest
  @ValueSource(strings = {"", "x-where: [{same: user.id}]"})
  void aRuleThatWasPausedBetweenTwoStepsDoesNotKnowThatNothingHappened(String where)
      throws Exception {
    RulePack guarded = guarded("x-absent: [{rule: stopped, before: closed}]", where);
    try (Correlation correlation = Correlation.of(guarded)) {
      pause(correlation, 2, 3);
      correlation.receive(List.of(opened("u1", 1), stopped("u1", 2), closed("u1", 4)));
      correlation.receive(List.of(opened("u2", 1), opened("u2", 3), closed("u2", 4)));
      correlation.receive(List.of(opened("u3", 0), closed("u3", 1)));
      correlation.end();
      assertThat(correlation.detections())
          .extracting(RuleChangesTest::user)
          .containsExactlyInAnyOrder("u2", "u3");
      assertThat(correlation.stateEntries()).isZero();
    }
  }

  @Test
  void aRuleThatWasPausedAfterTheLastStepDoesNotKnowThatNothingHappened() throws Exception {
    try (Correlation correlation = Correlation.of(RulePack.parse("rule.yml", UNANSWERED))) {
      correlation.receive(List.of(opened("u1", 1), opened("u2", 1)));
      correlation.watermark(Duration.ofMinutes(1));
      pause(correlation, 2, 3);
      correlation.receive(closed("u1", 2));
      correlation.watermark(Duration.ofMinutes(3));
      correlation.receive(List.of(opened("u2", 4), opened("u3", 4)));
      correlation.end();
      assertThat(correlation.detections())
          .extracting(detection -> user(detection) + " " + minute(detection.getFirst()))
          .containsExactlyInAnyOrder("u2 4", "u3 4");
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
    }
  }

  @Test
  void aRuleThatWasPausedBeforeTheFirstStepDoesNotKnowThatNothingHappened() throws Exception {
    RulePack guarded = guarded("x-absent: [{rule: stopped, before: opened, within: 3m}]", "");
    try (Correlation correlation = Correlation.of(guarded)) {
      pause(correlation, 2, 3);
      correlation.watermark(Duration.ofMinutes(4));
      correlation.receive(List.of(opened("soon", 5), closed("soon", 6)));
      correlation.receive(List.of(opened("later", 6), closed("later", 7)));
      correlation.end();
      assertThat(correlation.detections())
          .extracting(RuleChangesTest::user)
          .containsExactly("later");
      assertThat(correlation.stateEntries()).isZero();
    }
  }

  @Test
  void aRuleThatIsPublishedKnowsNothingOfWhatWasBeforeAndOneOfThePackTakesItForNothing()
      throws Exception {
    String before = "x-absent: [{rule: stopped, before: opened, within: 3m}]";
    List<TelemetryEvent> events =
        List.of(opened("soon", 5), closed("soon", 6), opened("later", 8), closed("later", 9));
    try (Correlation published = Correlation.of(new RulePack(List.of()));
        Correlation packed = Correlation.of(guarded(before, ""))) {
      published.change(phase(RuleState.active, 5, guardedText(before, "")));
      published.receive(events);
      published.end();
      packed.receive(events);
      packed.end();
      assertThat(published.detections()).extracting(RuleChangesTest::user).containsExactly("later");
      assertThat(packed.detections())
          .extracting(RuleChangesTest::user)
          .containsExactly("soon", "later");
    }
  }

  @Test
  void aRuleThatWasOnlyInShadowHasSeenEverything() throws Exception {
    try (Correlation correlation = Correlation.of(RulePack.parse("rule.yml", UNANSWERED))) {
      correlation.receive(opened("u1", 1));
      correlation.watermark(Duration.ofMinutes(1));
      correlation.change(phase(RuleState.shadow, 2, ""));
      correlation.change(phase(RuleState.active, 3, ""));
      correlation.watermark(Duration.ofMinutes(4));
      correlation.receive(opened("u2", 5)); // what is over is forgotten with the next event
      correlation.end();
      assertThat(correlation.detections())
          .extracting(RuleChangesTest::user)
          .containsExactlyInAnyOrder("u1", "u2");
    }
  }

  @Test
  @Tag("U2")
  void aRestartRemembersThatARuleWasPaused() throws Exception {
    RulePack unanswered = RulePack.parse("rule.yml", UNANSWERED);
    OperatorSubtaskState state;
    try (Correlation before = Correlation.of(unanswered)) {
      before.receive(opened("u1", 1));
      before.watermark(Duration.ofMinutes(1));
      pause(before, 2, 3);
      before.watermark(Duration.ofMinutes(3));
      state = before.snapshot();
    }
    try (Correlation after = Correlation.restored(unanswered, state)) {
      after.receive(opened("u2", 4));
      after.end();
      assertThat(after.detections()).extracting(RuleChangesTest::user).containsExactly("u2");
    }
  }

  @Test
  void whatIsSaidLaterHoldsInPlaceOfWhatWasToCome() throws Exception {
    try (Correlation correlation = Correlation.of(BOTH)) {
      correlation.change(phase(RuleState.active, 8, SECOND));
      correlation.change(phase(RuleState.paused, 4, SECOND));
      correlation.receive(List.of(opened("u1", 2), closed("u1", 3)));
      correlation.receive(List.of(opened("u2", 8), closed("u2", 9)));
      correlation.end();
      assertThat(ofChanging(correlation))
          .singleElement()
          .satisfies(detection -> assertThat(user(detection)).isEqualTo("u1"));
    }
  }

  @Test
  void aVersionThatIsToFollowDoesSoWhateverBecomesOfTheOneBefore() throws Exception {
    try (Correlation correlation = Correlation.of(BOTH)) {
      correlation.change(phase(RuleState.active, 8, SECOND));
      correlation.change(phase(RuleState.paused, 4, FIRST));
      correlation.receive(List.of(opened("u1", 5), closed("u1", 6)));
      correlation.receive(List.of(opened("u2", 8), closed("u2", 9)));
      correlation.end();
      assertThat(ofChanging(correlation))
          .extracting(detection -> user(detection) + " " + detection.getRuleVersion())
          .containsExactly("u2 2");
    }
  }

  @Test
  @Tag("U2")
  void aSavepointRemembersOpenRunsAndChangesThatAreToCome() throws Exception {
    RulePhase change = phase(RuleState.active, 5, SECOND);
    OperatorSubtaskState state;
    try (Correlation before = Correlation.of(BOTH)) {
      before.receive(List.of(opened("u1", 0), opened("u2", 1)));
      before.watermark(Duration.ofMinutes(1));
      before.change(change);
      state = before.snapshot();
    }
    try (Correlation after = Correlation.restored(BOTH, state)) {
      after.remember(change);
      after.receive(List.of(closed("u1", 4), closed("u2", 6)));
      after.receive(List.of(opened("u3", 6), closed("u3", 7)));
      after.end();
      assertThat(after.detections())
          .extracting(
              each -> "%s %s %d".formatted(each.getRuleName(), user(each), each.getRuleVersion()))
          .containsExactlyInAnyOrder(
              "changing u1 1", "changing u3 2", "other u1 1", "other u2 1", "other u3 1");
      assertThat(after.stateEntries()).isZero();
    }
  }

  @Test
  @Tag("U2")
  void aRestartWithOneRuleEditedGoesOnWithTheRunsOfTheOthers() throws Exception {
    OperatorSubtaskState state;
    try (Correlation before = Correlation.of(BOTH)) {
      before.receive(opened("u1", 0));
      before.watermark(Duration.ofMinutes(1));
      state = before.snapshot();
    }
    RulePack edited = pack(SECOND, openClose(OTHER, "other", ""));
    try (Correlation after = Correlation.restored(edited, state)) {
      after.receive(List.of(closed("u1", 2), opened("u2", 3), closed("u2", 4)));
      after.end();
      assertThat(after.detections())
          .extracting(
              each -> "%s %s %d".formatted(each.getRuleName(), user(each), each.getRuleVersion()))
          .containsExactlyInAnyOrder("other u1 1", "other u2 1", "changing u2 2");
      assertThat(after.stateEntries()).isZero();
      assertThat(after.timers()).isZero();
    }
  }

  private static void pause(Correlation correlation, int from, int to) throws Exception {
    correlation.change(phase(RuleState.paused, from, ""));
    correlation.change(phase(RuleState.active, to, ""));
  }

  private static RulePack guarded(String absence, String where) {
    return RulePack.parse("rule.yml", guardedText(absence, where));
  }

  private static String guardedText(String absence, String where) {
    return openClose(CHANGING, "changing", absence + "\n  " + where)
        + """
        ---
        title: Stopped
        name: stopped
        detection:
          selection: {labels.step: stopped}
          condition: selection
        """;
  }

  private static RulePack pack(String... texts) {
    return new RulePack(
        Stream.of(texts)
            .flatMap(text -> RulePack.parse("rule.yml", text).rules().stream())
            .toList());
  }

  private static List<Detection> ofChanging(Correlation correlation) {
    return correlation.detections().stream()
        .filter(detection -> detection.getRuleId().equals(CHANGING))
        .toList();
  }

  private static String user(Detection detection) {
    return detection.getGroup().get(0).getValue();
  }

  private static long minute(long time) {
    return Duration.ofMillis(time - Correlation.START.toEpochMilli()).toMinutes();
  }

  private static RulePhase phase(RuleState state, int minute, String text) {
    return new RulePhase(
        CHANGING, state, Correlation.START.plus(Duration.ofMinutes(minute)).toEpochMilli(), text);
  }

  private static TelemetryEvent opened(String user, int minute) {
    return event("opened", user, minute);
  }

  private static TelemetryEvent closed(String user, int minute) {
    return event("closed", user, minute);
  }

  private static TelemetryEvent stopped(String user, int minute) {
    return event("stopped", user, minute);
  }

  private static TelemetryEvent event(String step, String user, int minute) {
    return EventFields.event(
        "%s %s %d".formatted(user, step, minute),
        Correlation.START.plus(Duration.ofMinutes(minute)),
        Map.of("labels.step", step, "user.id", user));
  }

  private static String openClose(String id, String name, String more) {
    return """
        title: Opened then closed
        id: %s
        name: %s
        version: 1
        status: stable
        correlation:
          type: temporal_ordered
          rules: [opened, closed]
          group-by: user.id
          timespan: 10m
          %s
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
        """
        .formatted(id, name, more);
  }
}
