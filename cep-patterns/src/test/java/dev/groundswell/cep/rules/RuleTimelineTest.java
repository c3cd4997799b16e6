package dev.groundswell.cep.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleState;
import dev.groundswell.schemas.RuleStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleTimelineTest {

  private static final String ID = "00000000-0000-4000-8000-000000000003";
  private static final String SECOND =
      RuleTexts.COUNT.replace("name: three", "name: three\nversion: 2");

  private static final String GUARDED =
      """
      title: Guarded
      correlation:
        type: temporal_ordered
        rules: [opened]
        group-by: user.id
        timespan: 2s
        x-absent: [{rule: closed, before: opened, within: 1s}, {rule: closed, after: opened, within: 3s}]
      ---
      name: opened
      title: Opened
      detection: {selection: {labels.step: opened}, condition: selection}
      ---
      name: closed
      title: Closed
      detection: {selection: {labels.step: closed}, condition: selection}
      """;

  private final RuleTimeline timeline =
      new RuleTimeline(RulePack.parse("three.yml", RuleTexts.COUNT));

  @Test
  void aPackIsInForceFromTheBeginning() {
    assertThat(versions(Long.MIN_VALUE)).containsExactly(1);
    assertThat(timeline.since(0)).isEqualTo(Long.MIN_VALUE);
    assertThat(timeline.until(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(timeline.changes()).isEmpty();
  }

  @Test
  void aChangeIsInForceFromItsTimeToThatOfTheNext() {
    change(phase(RuleState.active, 10, SECOND));
    change(phase(RuleState.paused, 20, SECOND));

    assertThat(versions(9)).containsExactly(1);
    assertThat(versions(10)).containsExactly(2);
    assertThat(versions(20)).isEmpty();
    assertThat(timeline.since(15)).isEqualTo(10);
    assertThat(timeline.until(15)).isEqualTo(20);
  }

  @Test
  void whatIsInForceWhenIsToldOfEachVersion() {
    change(phase(RuleState.shadow, 10, RuleTexts.COUNT));
    change(phase(RuleState.active, 20, SECOND));

    RuleVersion first = timeline.versions().get(0);
    RuleVersion second = timeline.versions().get(1);
    assertThat(first.at(9)).map(Rule::status).contains(RuleStatus.experimental);
    assertThat(first.at(10)).map(Rule::status).contains(RuleStatus.test);
    assertThat(first.at(20)).isEmpty();
    assertThat(second.at(19)).isEmpty();
    assertThat(second.at(20)).map(Rule::version).contains(2);
  }

  @Test
  void whatIsOverForEveryEventToComeIsForgottenAndNoSooner() {
    change(phase(RuleState.active, 10, SECOND));

    assertThat(timeline.forgetUntil(8)).isFalse();
    assertThat(timeline.versions()).hasSize(2);
    assertThat(timeline.forgetUntil(9)).isTrue();
    assertThat(timeline.versions())
        .singleElement()
        .extracting(v -> v.rule().version())
        .isEqualTo(2);
    assertThat(timeline.forgetUntil(Long.MAX_VALUE)).isFalse();
    assertThat(timeline.changes()).hasSize(1);
  }

  @Test
  void whatARuleMayHaveToBeQuietForIsNotForgotten() {
    RuleTimeline guarded = new RuleTimeline(RulePack.parse("guarded.yml", GUARDED));
    String id = guarded.at(0).rules().get(0).id();
    for (RulePhase phase :
        List.of(
            new RulePhase(id, RuleState.paused, 10L, ""),
            new RulePhase(id, RuleState.active, 20L, ""))) {
      guarded.change(phase, guarded.rule(phase).orElseThrow());
    }

    assertThat(guarded.forgetUntil(9 + 3_000 - 1)).isFalse();
    assertThat(guarded.forgetUntil(19 + 3_000 - 1)).isTrue();
    InForce known = guarded.versions().get(0).inForce();
    assertThat(known.throughout(9, 10)).isFalse();
    assertThat(known.throughout(19, 20)).isFalse();
    assertThat(known.throughout(20, 3_020)).isTrue();
    assertThat(guarded.forgetUntil(19 + 3_000)).isTrue();
    assertThat(guarded.forgetUntil(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void aRuleIsInForceThroughoutWhatLeavesItsVersion() {
    change(phase(RuleState.shadow, 10, RuleTexts.COUNT));
    change(phase(RuleState.active, 20, SECOND));

    assertThat(timeline.versions())
        .extracting(version -> version.inForce().throughout(0, 19))
        .containsExactly(true, false);
    assertThat(timeline.versions())
        .extracting(version -> version.inForce().throughout(19, 20))
        .containsExactly(false, false);
  }

  @Test
  void aPhaseWithoutATextIsOfTheVersionOfItsTimeAndLeavesTheOneThatIsToFollow() {
    change(phase(RuleState.active, 20, SECOND));
    change(phase(RuleState.paused, 10, ""));
    change(phase(RuleState.shadow, 15, ""));

    assertThat(versions(9)).containsExactly(1);
    assertThat(versions(10)).isEmpty();
    assertThat(versions(15)).containsExactly(1);
    assertThat(versions(20)).containsExactly(2);
  }

  @Test
  void aHigherVersionStandsInPlaceOfThoseThatWereToFollow() {
    change(phase(RuleState.active, 20, SECOND));
    change(phase(RuleState.paused, 30, ""));
    change(phase(RuleState.active, 10, SECOND.replace("version: 2", "version: 3")));

    assertThat(versions(10)).containsExactly(3);
    assertThat(versions(30)).containsExactly(3);
  }

  @Test
  void whatWasForgottenMakesNoDifferenceToWhatFollows() {
    change(phase(RuleState.active, 20, SECOND));
    timeline.forgetUntil(25);

    change(phase(RuleState.paused, 10, RuleTexts.COUNT));

    assertThat(versions(10)).isEmpty();
    assertThat(versions(20)).containsExactly(2);
  }

  @Test
  void aRuleThatIsDeletedHasNoVersionInTheEndAndStaysDeleted() {
    change(phase(RuleState.deleted, 10, ""));
    timeline.forgetUntil(Long.MAX_VALUE);

    assertThat(timeline.versions()).isEmpty();
    assertThat(timeline.changes()).hasSize(1);
    assertThat(versions(10)).isEmpty();
  }

  @Test
  void aNewerPackIsWhatRunsInTheStateThatWasSaid() {
    RuleTimeline upgraded = new RuleTimeline(RulePack.parse("three.yml", SECOND));
    RulePhase first = phase(RuleState.shadow, 10, RuleTexts.COUNT);

    upgraded.change(first, upgraded.rule(first).orElseThrow());

    assertThat(upgraded.at(10).rules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.version()).isEqualTo(2);
              assertThat(rule.status()).isEqualTo(RuleStatus.test);
            });
  }

  @Test
  void anOlderPackLeavesTheVersionThatWasPublished() {
    change(phase(RuleState.active, 10, SECOND));

    assertThat(versions(10)).containsExactly(2);
  }

  @Test
  void aPhaseWithoutATextLeavesTheRuleAsItWas() {
    change(phase(RuleState.active, 10, SECOND));
    change(phase(RuleState.paused, 20, ""));
    change(phase(RuleState.active, 30, ""));

    assertThat(versions(20)).isEmpty();
    assertThat(versions(30)).containsExactly(2);
  }

  private void change(RulePhase phase) {
    timeline.change(phase, timeline.rule(phase).orElseThrow());
  }

  private List<Integer> versions(long time) {
    return timeline.at(time).rules().stream().map(Rule::version).toList();
  }

  private static RulePhase phase(RuleState state, long from, String text) {
    return new RulePhase(ID, state, from, text);
  }
}
