package dev.groundswell.cep.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainerTest {

  private static final Rule RULE =
      RulePack.parse(
              "networks.yml",
              """
              title: Networks
              name: networks
              correlation:
                type: value_count
                rules: [odd]
                group-by: [api_key.id, service.name]
                timespan: 10m
                condition: {gte: 3, field: client.subnet}
              ---
              name: odd
              detection:
                selection:
                  event.outcome: [failed, throttled]
                  event.action: chat*
                costly:
                  cost.usd|gte: 5
                known:
                  user.id|exists: true
                condition: (selection or costly) and not known
              """)
          .rules()
          .get(0);

  @Test
  void saysWhatAPredicateAsks() {
    String condition =
        """
        x:
          event.action|cased: Chat
          event.action|cased|contains: 'h*t'
          event.action|re: ^ch.t$
          tool.destination.domain|cidr: 10.0.0.0/8
          gen_ai.request.model|fieldref: gen_ai.response.model
        condition: x
        """;
    Rule rule =
        RulePack.parse("one.yml", "title: One\ndetection:\n" + condition.indent(2)).rules().get(0);
    Reason reason =
        Explainer.explain(rule, EventFields.event("e1", Instant.EPOCH, Map.of()))
            .steps()
            .get("one");
    assertThat(text(reason, ""))
        .contains("- event.action is Chat, minding case, found nothing")
        .contains("- event.action is like *h*t*, minding case, found nothing")
        .contains("- event.action matches ^ch.t$, found nothing")
        .contains("- tool.destination.domain lies in 10.0.0.0/8, found nothing")
        .contains("- gen_ai.request.model equals gen_ai.response.model, found nothing");
  }

  @Test
  void saysOfEachPredicateWhetherItHoldsAndWhatWasFound() {
    RuleExplanation explained =
        explain(Map.of("event.outcome", "failed", "event.action", "embed", "cost.usd", "7.5"));

    assertThat(explained.steps()).containsOnlyKeys("odd");
    assertThat(text(explained.steps().get("odd"), ""))
        .isEqualTo(
            """
            + all of
             + any of
              - all of
               + any of
                + event.outcome is failed, found failed
                - event.outcome is throttled, found failed
               - event.action is like chat*, found embed
              + cost.usd gte 5, found 7.5
             + not
              - user.id exists, found nothing
            """);
  }

  @Test
  void namesWhatIsBoundAndWhatIsMissing() {
    RuleExplanation explained =
        explain(Map.of("cost.usd", "7.5", "service.name", "chat", "client.subnet", "n1"));

    assertThat(explained.bound())
        .containsExactlyInAnyOrderEntriesOf(Map.of("service.name", "chat", "client.subnet", "n1"));
    assertThat(explained.missing()).containsExactly("api_key.id");
    assertThat(explained.takesPartAs()).isEmpty();
  }

  @Test
  void takesPartAsWhatItIsCorrelatedAs() {
    Map<String, String> complete =
        Map.of("cost.usd", "7.5", "service.name", "c", "client.subnet", "n1", "api_key.id", "k1");

    assertThat(explain(complete).takesPartAs()).containsExactly("odd");
    assertThat(explain(complete).missing()).isEmpty();
  }

  @Test
  void aRuleAboutSingleEventsBindsTheActor() {
    Rule rule =
        RulePack.parse(
                "one.yml", "title: One\ndetection: {s: {event.outcome: failed}, condition: s}")
            .rules()
            .get(0);

    assertThat(
            Explainer.explain(
                    rule, EventFields.event("e1", Instant.EPOCH, Map.of("api_key.id", "k1")))
                .bound())
        .isEqualTo(Map.of("api_key.id", "k1"));
  }

  private static RuleExplanation explain(Map<String, String> values) {
    return Explainer.explain(RULE, EventFields.event("e1", Instant.EPOCH, values));
  }

  private static String text(Reason reason, String indent) {
    StringBuilder text = new StringBuilder(indent);
    text.append(reason.holds() ? "+ " : "- ").append(reason.text()).append('\n');
    reason.parts().forEach(part -> text.append(text(part, indent + " ")));
    return text.toString();
  }
}
