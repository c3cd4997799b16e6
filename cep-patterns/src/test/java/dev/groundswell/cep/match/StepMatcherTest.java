package dev.groundswell.cep.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.StepRef;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepMatcherTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "event.outcome: BLOCKED; true",
        "event.outcome: [failed, blocked]; true",
        "event.outcome: [failed, refused]; false",
        "event.action: ch*; true",
        "event.action: \"c??t\"; true",
        "event.action: \"c?t\"; false",
        "event.action: 'ch\\*'; false",
        "labels.star: 'a\\*b'; true",
        "labels.star: 'a\\?b'; false",
        "event.action|contains: HA; true",
        "event.action|startswith: [x, ch]; true",
        "event.action|endswith: at; true",
        "event.action|endswith: ch; false",
        "event.action|contains|all: [ch, at]; true",
        "event.action|contains|all: [ch, xx]; false",
        "safety.harms: hate; true",
        "safety.harms|contains|all: [hat, viol]; true",
        "safety.techniques: null; true",
        "safety.harms: null; false",
        "error.type: null; true",
        "error.type|exists: false; true",
        "event.action|exists: true; true",
        "event.duration|gt: 1500; false",
        "event.duration|gte: 1500; true",
        "event.duration|lt: 1500.5; true",
        "event.duration|lte: 1499; false",
        "event.duration: 1500; true",
        "cost.usd|gte: 0.25; true",
        "cost.usd: 0.25; true",
        "safety.blocked: true; true",
        "gen_ai.usage.input_tokens|lt: 5; false",
      })
  void anEventSatisfiesAField(String field, boolean expected) {
    assertThat(matches("detection: {selection: {%s}, condition: selection}".formatted(field)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "yes and yes2, true",
    "yes and no, false",
    "no or yes, true",
    "not no, true",
    "not yes or yes2, true",
    "not (yes or yes2), false",
    "no and no or yes, true",
    "no and (no or yes), false",
    "1 of yes*, true",
    "all of yes*, true",
    "all of them, false",
    "1 of them, true",
    "not 1 of no*, true",
    "not not yes, true",
  })
  void anEventSatisfiesACondition(String condition, boolean expected) {
    assertThat(
            matches(
                """
                detection:
                  yes: {event.action: chat}
                  yes2: [{event.action: other}, {event.outcome: blocked}]
                  no: {event.outcome: success}
                  condition: %s
                """
                    .formatted(condition)))
        .isEqualTo(expected);
  }

  @Test
  void oneRecordIsShippedForAllRulesOfAGroup() {
    EventMatches matches =
        new StepMatcher(RulePack.bundled())
            .match(
                event(
                    Map.of(
                        "event.category", "inference",
                        "event.action", "chat",
                        "event.outcome", "success",
                        "user.id", "u1",
                        "organization.id", "o1",
                        "content.input.hmac", "h1",
                        "content.input.length", "80")));
    assertThat(matches.matches())
        .extracting(StepMatch::getGroup)
        .containsExactlyInAnyOrder(
            List.of(new GroupField("user.id", "u1")),
            List.of(
                new GroupField("content.input.hmac", "h1"),
                new GroupField("organization.id", "o1"),
                new GroupField("user.id", "u1")));
    assertThat(matches.matches())
        .filteredOn(match -> match.getGroup().size() == 1)
        .flatExtracting(StepMatch::getSteps)
        .extracting(StepRef::getStep)
        .containsExactlyInAnyOrder(
            "answered", "model_used", "model_called", "model_call_succeeded");
    assertThat(matches.selective()).isFalse();
  }

  @Test
  void anEventThatOrdinaryTrafficWouldNotSendIsSelective() {
    EventMatches matches =
        new StepMatcher(RulePack.bundled())
            .match(
                event(
                    Map.of(
                        "event.category", "inference", "safety.blocked", "true", "user.id", "u1")));
    assertThat(matches.selective()).isTrue();
  }

  @Test
  void anEventWithoutTheGroupTakesNoPartAndSaysWhatItLacks() {
    EventMatches matches =
        new StepMatcher(RulePack.bundled())
            .match(event(Map.of("event.category", "inference", "safety.blocked", "true")));
    assertThat(matches.matches()).isEmpty();
    assertThat(matches.absentFields()).containsOnly("user.id");
  }

  @Test
  void anEventCarriesTheValuesThatRulesCount() {
    EventMatches matches =
        new StepMatcher(RulePack.bundled())
            .match(
                event(
                    Map.of(
                        "event.outcome", "success",
                        "api_key.id", "k1",
                        "user.id", "u1",
                        "client.subnet", "n1",
                        "client.asn", "64496")));
    assertThat(matches.matches())
        .singleElement()
        .satisfies(
            match -> {
              assertThat(match.getGroup()).containsExactly(new GroupField("api_key.id", "k1"));
              assertThat(match.getEvent().getBoundValues())
                  .containsExactly(Map.entry("client.subnet", "n1"));
            });
    assertThat(matches.absentFields()).isEmpty();
  }

  @Test
  void anEventWithoutTheCountedValueTakesNoPartAndSaysWhatItLacks() {
    EventMatches matches =
        new StepMatcher(RulePack.bundled())
            .match(event(Map.of("event.outcome", "success", "api_key.id", "k1")));
    assertThat(matches.matches()).isEmpty();
    assertThat(matches.absentFields()).containsExactly("client.subnet");
  }

  @Test
  void anEventWithoutTheCountedValueTakesPartInWhatElseTheRuleAsks() {
    RulePack pack =
        RulePack.parse(
            "one.yml",
            """
            title: One
            correlation: {type: temporal_ordered, rules: [several, b], group-by: user.id, timespan: 1m}
            ---
            name: several
            correlation:
              type: value_count
              rules: [a, b]
              group-by: user.id
              timespan: 1m
              condition: {gte: 2, field: client.asn}
            ---
            name: a
            detection: {x: {event.action: chat}, condition: x}
            ---
            name: b
            detection: {x: {event.outcome: success}, condition: x}
            """);
    EventMatches matches =
        new StepMatcher(pack)
            .match(
                event(Map.of("event.action", "chat", "event.outcome", "success", "user.id", "u1")));
    assertThat(matches.matches())
        .flatExtracting(StepMatch::getSteps)
        .extracting(StepRef::getStep)
        .containsExactly("b");
    assertThat(matches.absentFields()).containsExactly("client.asn");
  }

  @Test
  void anEventThatSatisfiesNothingMatchesNothing() {
    assertThat(new StepMatcher(RulePack.bundled()).match(event(Map.of())))
        .isEqualTo(EventMatches.NONE);
  }

  @Test
  void aKeyDependsOnNamesAndValuesOnly() {
    StepMatcher matcher = new StepMatcher(RulePack.bundled());
    Map<String, String> refused =
        Map.of("event.category", "inference", "safety.blocked", "true", "user.id", "u1");
    StepMatch one = matcher.match(event(refused)).matches().get(0);
    StepMatch other = matcher.match(event(refused)).matches().get(0);
    assertThat(one.getKeyHigh()).isEqualTo(other.getKeyHigh()).isNotZero();
    assertThat(one.getKeyLow()).isEqualTo(other.getKeyLow()).isNotEqualTo(one.getKeyHigh());
  }

  private static boolean matches(String detection) {
    TelemetryEvent event =
        event(
            Map.of(
                "event.action", "chat",
                "event.outcome", "blocked",
                "event.duration", "1500",
                "cost.usd", "0.25",
                "safety.blocked", "true",
                "safety.harms", "hate,violence",
                "labels.star", "a*b"));
    return !new StepMatcher(RulePack.parse("one.yml", "title: One\n" + detection))
        .match(event)
        .matches()
        .isEmpty();
  }

  private static TelemetryEvent event(Map<String, String> values) {
    return EventFields.event("e1", Instant.parse("2026-01-01T00:00:00Z"), values);
  }
}
