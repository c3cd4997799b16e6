package dev.groundswell.pipelines.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.RuleState;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.PortRange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleStateGaugesTest {

  private static final ExpositionConfig EXPOSITION =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000);

  private static final Rule MISUSE = RulePack.one("misuse.yml", RuleTexts.MISUSE);

  private final RuleStateGauges gauges = new RuleStateGauges(EXPOSITION);

  @BeforeEach
  void open() throws IOException {
    gauges.open(Map.of("misuse", RuleState.active));
  }

  @AfterEach
  void close() {
    gauges.close();
  }

  @Test
  void aStartShowsStatesAndNoRefusal() throws Exception {
    assertThat(shown()).containsExactly("misuse active");
  }

  @Test
  void aRefusalStandsBesideTheStateUntilAChangeIsTaken() throws Exception {
    gauges.show(RuleTexts.ID, refused(Optional.of(MISUSE)), Map.of("misuse", RuleState.active));
    assertThat(shown()).containsExactly("misuse active", "misuse refused");

    gauges.show(RuleTexts.ID, taken(Optional.of(MISUSE)), Map.of("misuse", RuleState.paused));
    assertThat(shown()).containsExactly("misuse paused");
  }

  @Test
  void aRefusedStrangerIsShownUntilItsChangeIsTaken() throws Exception {
    Map<String, RuleState> states = Map.of("misuse", RuleState.active);
    gauges.show("one", refused(Optional.empty()), states);
    gauges.show("two", refused(Optional.empty()), states);
    assertThat(shown()).containsExactly("misuse active", "other refused");

    gauges.show("one", taken(Optional.empty()), states);
    gauges.show(RuleTexts.ID, taken(Optional.of(MISUSE)), states);
    assertThat(shown()).containsExactly("misuse active", "other refused");

    gauges.show("two", taken(Optional.empty()), states);
    assertThat(shown()).containsExactly("misuse active");
  }

  @Test
  void aNameThatTheRuleNoLongerHasIsInNoState() throws Exception {
    gauges.show(RuleTexts.ID, taken(Optional.empty()), Map.of("renamed", RuleState.active));

    assertThat(shown()).isEmpty();
  }

  private static RuleDecision refused(Optional<Rule> rule) {
    return RuleDecision.refused(rule, DeadLetterReason.invalid_rule, "because");
  }

  private static RuleDecision taken(Optional<Rule> rule) {
    return RuleDecision.unchanged(rule);
  }

  /** What a scraper finds to be 1, as rule and state. */
  private static List<String> shown() throws IOException, InterruptedException {
    try (ExpositionLease lease = Exposition.lease(EXPOSITION)) {
      URI page = URI.create("http://%s:%d/metrics".formatted(EXPOSITION.host(), lease.port()));
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith("groundswell_rule_state{") && line.endsWith(" 1.0"))
          .map(line -> line.replaceAll(".*rule=\"([^\"]*)\",state=\"([^\"]*)\".*", "$1 $2"))
          .sorted()
          .toList();
    }
  }
}
