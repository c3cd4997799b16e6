package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.RuleTest;
import dev.groundswell.cep.rules.TestEvents;
import dev.groundswell.schemas.Detection;
import java.util.List;

/** Runs an embedded test of a rule through the real operator. */
final class EmbeddedTestRunner {

  private EmbeddedTestRunner() {}

  static List<Detection> run(Rule rule, RuleTest test) throws Exception {
    try (Correlation correlation = Correlation.of(new RulePack(List.of(rule)))) {
      correlation.receive(TestEvents.of(rule, test, Correlation.START));
      correlation.end();
      return correlation.detections();
    }
  }
}
