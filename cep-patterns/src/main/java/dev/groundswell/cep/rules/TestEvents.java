package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.RuleTest.GivenEvent;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of a rule's samples and tests. */
public final class TestEvents {

  private TestEvents() {}

  /**
   * What a test gives, in its order of arrival.
   *
   * @param start event time at offset 0
   */
  public static List<TelemetryEvent> of(Rule rule, RuleTest test, Instant start) {
    List<TelemetryEvent> events = new ArrayList<>();
    for (GivenEvent given : test.given()) {
      Map<String, String> values = new HashMap<>(rule.samples().get(given.sample()));
      values.putAll(given.overrides());
      String id = "%s-%d".formatted(given.sample(), events.size());
      events.add(EventFields.event(id, start.plus(given.offset()), values));
    }
    return events;
  }

  /** A sample event by itself. */
  public static TelemetryEvent sample(Rule rule, String name) {
    return EventFields.event(name, Instant.EPOCH, rule.samples().get(name));
  }
}
