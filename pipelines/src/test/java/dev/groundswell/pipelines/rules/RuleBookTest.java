package dev.groundswell.pipelines.rules;

import static dev.groundswell.pipelines.rules.RuleTexts.ID;
import static dev.groundswell.pipelines.rules.RuleTexts.MISUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.RuleAction;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleBookTest {

  private static final String PACKED_ID = "00000000-0000-4000-8000-0000000000d2";
  private static final String PACKED =
      MISUSE.replace(ID, PACKED_ID).replace("misuse", "packed").replace("version: 1", "version: 2");
  private static final RulePack PACK = RulePack.parse("packed.yml", PACKED);

  private final RuleBook book = new RuleBook(PACK, List.of());

  @Test
  void aRuleThatNobodyKnewIsAdded() {
    RuleDecision decision = book.decide(ID, change(RuleState.active, 7, MISUSE));

    assertThat(decision.action()).isEqualTo(RuleAction.added);
    assertThat(decision.phase()).contains(new RulePhase(ID, RuleState.active, 7L, MISUSE));
    assertThat(book.states()).containsEntry("misuse", RuleState.active);
  }

  @Test
  void aKeptRuleThatNoLongerLoadsIsLeftOut() {
    RulePhase old = new RulePhase(ID, RuleState.active, 7L, "no rule");
    RulePhase packed = new RulePhase(PACKED_ID, RuleState.paused, 7L, "no rule");

    assertThat(new RuleBook(PACK, List.of(old, packed)).states())
        .containsOnly(Map.entry("packed", RuleState.active));
  }

  @Test
  void whatIsToldOfARuleThatRunsIsWhatChanges() {
    book.decide(ID, change(RuleState.active, 1, MISUSE));
    String second = second(MISUSE).replace("misuse}", "misconduct}");

    assertThat(
            Stream.of(
                    change(RuleState.active, 2, second),
                    change(RuleState.paused, 3, second),
                    change(RuleState.active, 4, second),
                    change(RuleState.shadow, 5, second),
                    change(RuleState.deleted, 6, ""),
                    change(RuleState.paused, 7, second))
                .map(change -> book.decide(ID, change).action()))
        .containsExactly(
            RuleAction.updated,
            RuleAction.paused,
            RuleAction.resumed,
            RuleAction.shadowed,
            RuleAction.deleted,
            RuleAction.added);
  }

  @Test
  void whatIsSoAlreadyChangesNothing() {
    book.decide(ID, change(RuleState.active, 5, MISUSE));

    assertThat(book.decide(ID, change(RuleState.active, 6, MISUSE + "# a remark\n")).action())
        .isEqualTo(RuleAction.unchanged);
    assertThat(book.decide(PACKED_ID, change(RuleState.active, 6, PACKED)).action())
        .isEqualTo(RuleAction.unchanged);
    assertThat(book.decide("nobody", change(RuleState.deleted, 6, "")).action())
        .isEqualTo(RuleAction.unchanged);
  }

  @Test
  void whatIsToBeSoonerIsAChange() {
    book.decide(ID, change(RuleState.active, 5, MISUSE));

    assertThat(book.decide(ID, change(RuleState.active, 4, MISUSE)).action())
        .isEqualTo(RuleAction.updated);
  }

  @Test
  void whatIsSaidOfARuleWithoutBehaviourNeedsNoNewVersion() {
    assertThat(
            book.decide(PACKED_ID, change(RuleState.active, 5, PACKED.replace("low", "high")))
                .action())
        .isEqualTo(RuleAction.updated);
  }

  static Stream<RuleChange> broken() {
    return Stream.of(
        change(RuleState.active, 5, "title: [unfinished"),
        change(RuleState.active, 5, MISUSE.replace("event.action", "event.deed")),
        change(RuleState.active, 5, MISUSE.replace("condition: selection", "condition: what")),
        change(
            RuleState.active,
            5,
            MISUSE + "---\n" + MISUSE.replace("d1", "d3").replace("misuse", "m")),
        change(RuleState.active, 5, MISUSE.replace(ID, PACKED_ID)),
        change(
            RuleState.active, 5, MISUSE.replace("event.action: misuse", "event.outcome: success")),
        change(RuleState.active, 5, counted("32d")));
  }

  private static String counted(String timespan) {
    return """
        title: Misuse
        id: %s
        name: misuse
        version: 2
        correlation:
          type: event_count
          rules: [one]
          group-by: user.id
          timespan: %s
          condition: {gte: 5}
        ---
        title: One
        name: one
        detection:
          selection: {event.action: misuse}
          condition: selection
        """
        .formatted(ID, timespan);
  }

  @Test
  void aRuleMayLookBackAMonth() {
    assertThat(book.decide(ID, change(RuleState.active, 5, counted("31d"))).action())
        .isEqualTo(RuleAction.added);
  }

  @Test
  void whatOrdinaryTrafficSatisfiesMustSayThatItIsBroad() {
    String broad = MISUSE.replace("event.action: misuse", "event.outcome: success");

    for (String everybody :
        List.of(
            "event.outcome: success",
            "event.action: chat",
            "event.action: login",
            "content.input.hmac|exists: true")) {
      assertThat(refusal(ID, MISUSE.replace("event.action: misuse", everybody)))
          .as(everybody)
          .contains("x-broad: true");
    }
    assertThat(
            book.decide(
                    ID,
                    change(RuleState.active, 5, broad.replace("level:", "x-broad: true\nlevel:")))
                .action())
        .isEqualTo(RuleAction.added);
  }

  @Test
  void everyRuleThatComesWithTheProductCouldBePublished() {
    assertThat(RulePack.bundled().rules())
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(RuleBounds.refusal(rule)).as(rule.name()).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenRuleIsRefusedAndTheOneBeforeStays(RuleChange broken) {
    book.decide(ID, change(RuleState.active, 1, MISUSE));
    List<RulePhase> before = book.phases();

    RuleDecision decision = book.decide(ID, broken);

    assertThat(decision.action()).isEqualTo(RuleAction.refused);
    assertThat(decision.refusal().orElseThrow().reason()).isEqualTo(DeadLetterReason.invalid_rule);
    assertThat(decision.phase()).isEmpty();
    assertThat(book.phases()).isEqualTo(before);
  }

  @Test
  void aChangeWithoutATextLeavesTheRuleAsItWasAccepted() {
    book.decide(ID, change(RuleState.active, 1, MISUSE));
    book.decide(ID, change(RuleState.active, 2, "title: [unfinished"));

    RuleDecision decision = book.decide(ID, change(RuleState.paused, 3, ""));

    assertThat(decision.action()).isEqualTo(RuleAction.paused);
    assertThat(decision.phase()).contains(new RulePhase(ID, RuleState.paused, 3L, MISUSE));
  }

  @Test
  void aRuleOfThePackThatIsPausedStaysThePacks() {
    assertThat(book.decide(PACKED_ID, change(RuleState.paused, 3, "")).phase())
        .contains(new RulePhase(PACKED_ID, RuleState.paused, 3L, ""));
  }

  @Test
  void aChangeWithoutATextNeedsARule() {
    book.decide(PACKED_ID, change(RuleState.deleted, 5, ""));

    for (String id : List.of(ID, PACKED_ID)) {
      assertThat(book.decide(id, change(RuleState.active, 6, "")).refusal())
          .hasValueSatisfying(
              refusal -> assertThat(refusal.detail()).contains("publish the rule's file"));
    }
  }

  @Test
  void aChangeWithoutATextIsOfTheVersionOfItsTimeAndLeavesTheOneThatIsToFollow() {
    book.decide(PACKED_ID, change(RuleState.active, 9, PUBLISHED));

    RuleDecision now = book.decide(PACKED_ID, change(RuleState.paused, 5, ""));
    RuleDecision then = book.decide(PACKED_ID, change(RuleState.shadow, 10, ""));

    assertThat(now.rule()).map(Rule::version).contains(2);
    assertThat(now.action()).isEqualTo(RuleAction.paused);
    assertThat(then.rule()).map(Rule::version).contains(3);
    List<RulePhase> decided =
        List.of(
            new RulePhase(PACKED_ID, RuleState.paused, 5L, ""),
            new RulePhase(PACKED_ID, RuleState.active, 9L, PUBLISHED),
            new RulePhase(PACKED_ID, RuleState.shadow, 10L, PUBLISHED));
    assertThat(book.phases()).isEqualTo(decided);
    RuleBook restarted = new RuleBook(PACK, decided);
    assertThat(restarted.phases()).isEqualTo(decided);
    assertThat(restarted.decide(PACKED_ID, change(RuleState.active, 6, "")).rule())
        .map(Rule::version)
        .contains(2);
  }

  @Test
  void whatBeginsAllTheSameIsSaid() {
    book.decide(PACKED_ID, change(RuleState.active, 9, PUBLISHED));

    for (RuleState state : List.of(RuleState.paused, RuleState.paused, RuleState.deleted)) {
      assertThat(book.decide(PACKED_ID, change(state, 5, "")).remark())
          .as("%s", state)
          .contains("version 3 begins at 1970-01-01T00:00:00.009Z all the same");
    }
    assertThat(book.decide(PACKED_ID, change(RuleState.paused, 9, "")).remark()).isEmpty();
    assertThat(book.decide(PACKED_ID, change(RuleState.deleted, 4, "")).remark()).isEmpty();
  }

  @Test
  void aVersionThatIsAnnouncedIsTakenBackByTheTextBeforeItAsAHigherOne() {
    book.decide(PACKED_ID, change(RuleState.active, 9, PUBLISHED));

    RuleDecision back = book.decide(PACKED_ID, change(RuleState.active, 5, NEWER));

    assertThat(back.remark()).isEmpty();
    assertThat(book.phases())
        .containsExactly(new RulePhase(PACKED_ID, RuleState.active, 5L, NEWER));
  }

  @Test
  void aRuleIsKnownByTheNamesThatItHasFromATimeOn() {
    book.decide(PACKED_ID, change(RuleState.active, 9, PUBLISHED.replace("packed", "renamed")));
    book.decide(ID, change(RuleState.active, 10, MISUSE.replace("misuse", "packed")));

    assertThat(book.rules(8)).extracting(Rule::id).containsExactly(PACKED_ID, PACKED_ID, ID);
    assertThat(book.rules(8)).extracting(Rule::name).containsExactly("packed", "renamed", "packed");
    assertThat(book.rules(9)).extracting(Rule::name).containsExactly("renamed", "packed");
  }

  @Test
  void aNameIsOfTheRuleThatHasItFirst() {
    String otherId = "00000000-0000-4000-8000-0000000000d3";
    String other = MISUSE.replace(ID, otherId).replace("misuse", "other");
    book.decide(ID, change(RuleState.active, 1, MISUSE));
    book.decide(otherId, change(RuleState.active, 2, other));
    book.decide(otherId, change(RuleState.active, 8, second(other).replace("other", "renamed")));
    book.decide(ID, change(RuleState.active, 9, second(MISUSE).replace("misuse", "other")));

    assertThat(book.rules(3))
        .filteredOn(rule -> rule.name().equals("other"))
        .extracting(Rule::id)
        .containsExactly(otherId, ID);
  }

  @Test
  void aVersionThatIsToFollowIsDeletedFromItsTimeOn() {
    book.decide(PACKED_ID, change(RuleState.active, 9, PUBLISHED));

    book.decide(PACKED_ID, change(RuleState.deleted, 5, ""));
    assertThat(book.states()).containsEntry("packed", RuleState.active);
    book.decide(PACKED_ID, change(RuleState.deleted, 9, ""));
    assertThat(book.states()).containsEntry("packed", RuleState.deleted);
  }

  @Test
  void whatIsSaidOfARuleBeforeItsFirstVersionIsOfThatOne() {
    book.decide(ID, change(RuleState.active, 9, MISUSE));

    assertThat(book.decide(ID, change(RuleState.paused, 5, "")).phase())
        .contains(new RulePhase(ID, RuleState.paused, 5L, MISUSE));
    assertThat(book.states()).containsEntry("misuse", RuleState.paused);
  }

  @Test
  void whatWasAWeekBeforeAChangeIsForgotten() {
    long week = Duration.ofDays(7).toMillis();
    for (long time : List.of(1L, 2L, 3L, week + 4)) {
      RuleState state = time % 2 == 1 ? RuleState.paused : RuleState.active;
      book.decide(PACKED_ID, change(state, time, ""));
    }

    assertThat(book.phases()).extracting(RulePhase::getEffectiveFrom).containsExactly(3L, week + 4);
  }

  private static final String NEWER = PACKED.replace("version: 2", "version: 4");
  private static final String PUBLISHED =
      PACKED.replace("version: 2", "version: 3").replace("misuse}", "misconduct}");

  /** Histories of the packed rule, and what of it is to run under the newer pack. */
  static Stream<Arguments> histories() {
    RuleChange published = change(RuleState.active, 1, PUBLISHED);
    return Stream.of(
        arguments(List.of(published), RuleState.active),
        arguments(List.of(change(RuleState.shadow, 1, PUBLISHED)), RuleState.shadow),
        arguments(List.of(change(RuleState.paused, 1, "")), RuleState.paused),
        arguments(List.of(change(RuleState.paused, 1, PACKED)), RuleState.paused),
        arguments(List.of(published, change(RuleState.paused, 2, "")), RuleState.paused),
        arguments(
            List.of(
                published,
                change(RuleState.paused, 2, PUBLISHED),
                change(RuleState.active, 3, PUBLISHED)),
            RuleState.active),
        arguments(List.of(change(RuleState.deleted, 1, "")), RuleState.deleted),
        arguments(
            List.of(change(RuleState.deleted, 1, ""), change(RuleState.active, 2, PUBLISHED)),
            RuleState.active));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void aNewerPackRunsInTheStateThatWasSaidWhetherOrNotTheJobStartsAfresh(
      List<RuleChange> history, RuleState state) {
    RulePack newer = RulePack.parse("packed.yml", NEWER);
    history.forEach(change -> book.decide(PACKED_ID, change));
    RuleBook restored = new RuleBook(newer, book.phases());
    RuleBook afresh = new RuleBook(newer, List.of());
    history.forEach(change -> afresh.decide(PACKED_ID, change));

    for (RuleBook upgraded : List.of(restored, afresh)) {
      assertThat(upgraded.rule(PACKED_ID)).map(Rule::version).contains(4);
      assertThat(upgraded.states()).containsOnly(Map.entry("packed", state));
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void anOlderPackChangesNothing(List<RuleChange> history, RuleState state) {
    RulePack older = RulePack.parse("packed.yml", PACKED.replace("version: 2", "version: 1"));
    history.forEach(change -> book.decide(PACKED_ID, change));
    RuleBook restored = new RuleBook(older, book.phases());
    RuleBook afresh = new RuleBook(older, List.of());
    history.forEach(change -> afresh.decide(PACKED_ID, change));

    assertThat(restored.states()).isEqualTo(book.states()).isEqualTo(afresh.states());
    assertThat(restored.rule(PACKED_ID)).isEqualTo(afresh.rule(PACKED_ID));
  }

  @Test
  void versionsOnlyRise() {
    assertThat(refusal(PACKED_ID, PACKED.replace("version: 2", "version: 1")))
        .isEqualTo("version is 1, was 2 already; versions only rise");
  }

  @Test
  void aVersionKeepsItsBehaviour() {
    assertThat(
            refusal(PACKED_ID, PACKED.replace("event.action", "event.outcome: failed, labels.x")))
        .isEqualTo("version 2 behaved otherwise, and state of it may be about; make it 3");
  }

  @Test
  void aNameBelongsToOneRule() {
    assertThat(refusal(ID, MISUSE.replace("misuse", "packed")))
        .isEqualTo("`packed` is the name of the rule " + PACKED_ID);
  }

  @Test
  void aDeletedRuleKeepsItsVersions() {
    book.decide(ID, change(RuleState.active, 5, MISUSE.replace("version: 1", "version: 2")));
    book.decide(ID, change(RuleState.deleted, 6, ""));

    assertThat(refusal(ID, MISUSE)).contains("only rise");
  }

  @Test
  void aDeletedRuleGivesItsNameAway() {
    book.decide(PACKED_ID, change(RuleState.deleted, 5, ""));

    assertThat(book.decide(ID, change(RuleState.active, 6, MISUSE.replace("misuse", "packed"))))
        .extracting(RuleDecision::action)
        .isEqualTo(RuleAction.added);
    for (int version : List.of(1, 2, 3)) {
      assertThat(refusal(PACKED_ID, PACKED.replace("version: 2", "version: " + version)))
          .isEqualTo("`packed` is the name of the rule " + ID);
    }
  }

  @Test
  void aDeletionCanBeBroughtForward() {
    book.decide(PACKED_ID, change(RuleState.deleted, 9, ""));

    assertThat(book.decide(PACKED_ID, change(RuleState.deleted, 5, "")).action())
        .isEqualTo(RuleAction.deleted);
    assertThat(book.decide(PACKED_ID, change(RuleState.deleted, 5, "")).action())
        .isEqualTo(RuleAction.unchanged);
  }

  @Test
  void untilItsDeletionARuleCanBePausedAndKeepsItsName() {
    book.decide(PACKED_ID, change(RuleState.deleted, 9, ""));

    RuleChange other = change(RuleState.active, 8, MISUSE.replace("misuse", "packed"));
    assertThat(book.decide(ID, other).refusal())
        .hasValueSatisfying(
            refusal -> assertThat(refusal.detail()).contains("is the name of the rule"));
    assertThat(book.decide(PACKED_ID, change(RuleState.paused, 8, "")).phase())
        .contains(new RulePhase(PACKED_ID, RuleState.paused, 8L, ""));
  }

  @Test
  void deletedRulesStandBehindTheOthers() {
    book.decide(ID, change(RuleState.active, 5, MISUSE));
    book.decide(PACKED_ID, change(RuleState.deleted, 6, ""));

    assertThat(book.rules(6)).extracting(Rule::name).containsExactly("misuse", "packed");
  }

  @Test
  void aTombstoneDeletesWhatTheTopicBroughtAndNothingElse() {
    book.decide(ID, change(RuleState.active, 5, MISUSE));

    assertThat(book.bury(ID, change(RuleState.deleted, 6, "")).action())
        .isEqualTo(RuleAction.deleted);
    assertThat(book.bury(PACKED_ID, change(RuleState.deleted, 6, "")).refusal())
        .hasValueSatisfying(refusal -> assertThat(refusal.detail()).contains("with the pack"));
  }

  @Test
  void whatWasDecidedIsKnownAfterARestart() {
    book.decide(ID, change(RuleState.paused, 5, MISUSE));
    book.decide(PACKED_ID, change(RuleState.deleted, 6, ""));

    RuleBook restarted = new RuleBook(PACK, book.phases());

    assertThat(restarted.states()).isEqualTo(book.states());
    assertThat(restarted.phases()).isEqualTo(book.phases());
  }

  private String refusal(String id, String text) {
    return book.decide(id, change(RuleState.active, 9, text)).refusal().orElseThrow().detail();
  }

  private static String second(String text) {
    return text.replace("version: 1", "version: 2");
  }

  private static RuleChange change(RuleState state, long from, String text) {
    return RuleChange.newBuilder().setState(state).setEffectiveFrom(from).setText(text).build();
  }
}
