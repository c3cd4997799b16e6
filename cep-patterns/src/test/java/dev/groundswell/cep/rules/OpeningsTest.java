package dev.groundswell.cep.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.Step.BaseRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningsTest {

  private static final String BASE =
      """
      ---
      title: %1$s
      name: %1$s
      detection:
        selection: {event.action: %1$s}
        condition: selection
      """;

  @Test
  void aRuleAboutSingleEventsOpensWithItself() {
    assertThat(openings("title: a\nname: a\ndetection: {s: {event.action: a}, condition: s}\n"))
        .containsExactly("a");
  }

  @Test
  void everythingThatIsCountedMakesState() {
    assertThat(openings(root("event_count", "[a, b]", "condition: {gte: 3}")))
        .containsExactly("a", "b");
    assertThat(openings(root("temporal", "[a, b, c]", ""))).containsExactly("a", "b", "c");
  }

  @Test
  void aSequenceOpensWithItsFirstStep() {
    assertThat(openings(root("temporal_ordered", "[a, b, c]", ""))).containsExactly("a");
  }

  @Test
  void whatMustNotHaveHappenedBeforeIsRememberedOfEverybody() {
    assertThat(
            openings(
                root(
                    "temporal_ordered",
                    "[a, b]",
                    "x-absent: [{rule: c, before: a, within: 1m}, {rule: d, before: b}]")))
        .containsExactly("a", "c");
  }

  @Test
  void aCountWithinASequenceCountsWhateverWasBefore() {
    String counted =
        """
        ---
        title: counted
        name: counted
        correlation:
          type: event_count
          rules: [b]
          group-by: [user.id]
          timespan: 1m
          condition: {gte: 2}
        """;
    assertThat(openings(root("temporal_ordered", "[a, counted, c]", "") + counted))
        .containsExactly("a", "b");
  }

  private static String root(String type, String rules, String more) {
    return """
        title: Root
        name: root
        correlation:
          type: %s
          rules: %s
          group-by: [user.id]
          timespan: 10m
          %s
        """
        .formatted(type, rules, more);
  }

  private static List<String> openings(String rule) {
    String bases =
        List.of("a", "b", "c", "d").stream()
            .filter(base -> rule.matches("(?s).*rules: .*\\b" + base + "\\b.*"))
            .map(BASE::formatted)
            .reduce("", String::concat);
    return RulePack.parse("rule.yml", rule + bases).rules().get(0).openings().stream()
        .map(BaseRule::name)
        .toList();
  }
}
