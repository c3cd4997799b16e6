package dev.groundswell.local.replay;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.RuleTest;
import dev.groundswell.cep.rules.TestEvents;
import dev.groundswell.local.ingest.JsonLine;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The embedded tests of a pack, all at once within the same hours and many times over. Each has its
 * actors to itself, and its name ends the ids of its events.
 */
final class PackTraffic {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int SPREAD_SECONDS = 3_600;
  private static final List<String> ACTORS =
      List.of("user.id", "api_key.id", "session.id", "gen_ai.conversation.id", "organization.id");

  private final List<TelemetryEvent> events = new ArrayList<>();
  private final Map<String, Integer> expected = new TreeMap<>();

  /** Plays every test of the pack so many times. */
  PackTraffic(RulePack pack, int times, long seed) {
    Random random = new Random(seed);
    for (Rule rule : pack.rules()) {
      for (int test = 0; test < rule.tests().size(); test++) {
        for (int time = 0; time < times; time++) {
          // Whole seconds, so that events of many actors fall on the same millisecond.
          Instant start = START.plusSeconds(random.nextInt(SPREAD_SECONDS));
          play(rule, rule.tests().get(test), start, "/%s/%d/%d".formatted(rule.name(), test, time));
        }
      }
    }
  }

  private void play(Rule rule, RuleTest test, Instant start, String name) {
    for (TelemetryEvent event : TestEvents.of(rule, test, start)) {
      event.setEventId(event.getEventId() + name);
      for (String actor : ACTORS) {
        TelemetryField field = TelemetryField.named(actor).orElseThrow();
        Object value = field.value(event);
        if (value != null) {
          event.put(field.position(), value + name);
        }
      }
      events.add(event);
    }
    if (test.expect() > 0) {
      expected.put(rule.name() + name, test.expect());
    }
  }

  /** One event a line, by the time at which they happened. */
  List<String> lines() {
    return events.stream()
        .sorted((one, other) -> Long.compare(one.getEventTime(), other.getEventTime()))
        .map(JsonLine::of)
        .toList();
  }

  /** How many alerts of its rule each test must cause, by the rule's and the test's name. */
  Map<String, Integer> expected() {
    return expected;
  }
}
