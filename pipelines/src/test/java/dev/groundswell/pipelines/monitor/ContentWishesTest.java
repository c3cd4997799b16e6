package dev.groundswell.pipelines.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.RulePack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentWishesTest {

  private static final String RULE =
      """
      title: Greek
      name: greek
      status: test
      detection:
        selection:
          content.input.language: el
          event.category: inference
        condition: selection
      """;

  @Test
  void theLanguageOfEveryInputIsWantedByARuleOnAnyOfThem() {
    assertThat(everyLanguage(RULE)).isTrue();
    assertThat(everyLanguage(RULE.replace("status: test", "status: stable"))).isTrue();
  }

  @Test
  void noRuleThatIsStillExperimentalMakesEveryInputDearer() {
    assertThat(everyLanguage(RULE.replace("status: test", "status: experimental"))).isFalse();
  }

  @Test
  void theBundledRulesDoWithTheLanguagesThatAreToldAnyway() {
    assertThat(RulePack.bundled().rules()).anyMatch(rule -> rule.reads("content.input.language"));
    assertThat(ContentWishes.of(RulePack.bundled()).everyLanguage()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.outcome: blocked",
        "safety.harms: hate",
        "safety.harms|exists: true",
        "safety.techniques|startswith: AML.T0051",
      })
  void whereSomebodyObjectedTheLanguageIsTold(String objection) {
    assertThat(everyLanguage(RULE.replace("event.category: inference", objection))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.outcome: success",
        "event.outcome: [blocked, success]",
        "event.outcome|neq: blocked",
        "safety.harms: null",
        "safety.harms|neq: hate",
      })
  void whereNobodyNeedHaveObjectedItIsNot(String selection) {
    assertThat(everyLanguage(RULE.replace("event.category: inference", selection))).isTrue();
  }

  private static boolean everyLanguage(String rule) {
    return ContentWishes.of(RulePack.parse("greek.yml", rule)).everyLanguage();
  }
}
