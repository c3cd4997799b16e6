package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.RuleTest;
import dev.groundswell.cep.rules.RuleTest.GivenEvent;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs an embedded test of a rule through the real operator. */
final class EmbeddedTestRunner {

  private EmbeddedTestRunner() {}

  static List<Detection> run(Rule rule, RuleTest test) throws Exception {
    try (Correlation correlation = Correlation.of(new RulePack(List.of(rule)))) {
      correlation.receive(events(rule, test));
      correlation.end();
      return correlation.detections();
    }
  }

  static List<TelemetryEvent> events(Rule rule, RuleTest test) {
    List<TelemetryEvent> events = new ArrayList<>();
    for (GivenEvent given : test.given()) {
      Map<String, String> values = new HashMap<>(rule.samples().get(given.sample()));
      values.putAll(given.overrides());
      String id = "%s-%d".formatted(given.sample(), events.size());
      events.add(EventFields.event(id, Correlation.START.plus(given.offset()), values));
    }
    return events;
  }
}
