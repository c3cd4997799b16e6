package dev.groundswell.cep.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.RulePack;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {

  private static final String SELECTIONS =
      """
      title: One
      detection:
        yes_a: {event.action: chat}
        yes_b: [{event.action: other}, {event.outcome: blocked}]
        no_a: {event.outcome: success}
        no-b: {event.action: chat, event.outcome: success}
        _no_hidden: {event.outcome: success}
        _yes_hidden: {event.outcome: blocked}
        condition: %s
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "yes_a and yes_b; true",
        "yes_a and no_a; false",
        "no_a or yes_a; true",
        "NOT no_a AND yes_a OR no_a; true",
        "no-b or _yes_hidden; true",
        "not yes_a or yes_b; true",
        "not (yes_a or yes_b); false",
        "yes_a or yes_b and no_a; true",
        "(yes_a or yes_b) and no_a; false",
        "not no_a and not no-b; true",
        "not yes_a and no_a or yes_b; true",
        "not not yes_a; true",
        "((yes_a))and(yes_b); true",
      })
  void notBindsCloserThanAndAndAndThanOr(String condition, boolean expected) {
    assertThat(matches(condition)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 of them; true",
        "all of them; false",
        "1 of yes_*; true",
        "all of yes_*; true",
        "all of *_a; false",
        "1 of *s_*; true",
        "1 of no*; false",
        "all of yes_a; true",
        "not 1 of no*; true",
        "not all of them and yes_a; true",
        "all of yes_* and not 1 of no*; true",
        "1 of _*; true",
        "all of _yes*; true",
      })
  void someOrAllOfTheNamedSelectionsHold(String condition, boolean expected) {
    assertThat(matches(condition)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[no_a, yes_a]; true",
        "[no_a, no-b]; false",
        "[yes_a and no_a, not no-b]; true",
        "[yes_a]; true",
        "[no_a]; false",
      })
  void oneOfAListOfConditionsHolds(String conditions, boolean expected) {
    assertThat(matches(conditions)).isEqualTo(expected);
  }

  private static boolean matches(String condition) {
    return !new StepMatcher(RulePack.parse("one.yml", SELECTIONS.formatted(condition)))
        .match(
            EventFields.event(
                "e1",
                Instant.parse("2026-01-01T00:00:00Z"),
                Map.of("event.action", "chat", "event.outcome", "blocked")))
        .matches()
        .isEmpty();
  }
}
