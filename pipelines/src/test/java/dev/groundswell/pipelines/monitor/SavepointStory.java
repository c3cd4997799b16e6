package dev.groundswell.pipelines.monitor;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.RuleTest;
import dev.groundswell.cep.rules.TestEvents;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RuleState;
import dev.groundswell.schemas.TelemetryEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is open when the committed savepoint is taken, and how it goes on: for each kind of state a
 * rule, whose embedded tests {@code before} and {@code after} say what happens and what it must
 * cause.
 *
 * <p>The clock stands still at ten minutes, so that event time comes to just before its last two
 * seconds and no further until the end.
 */
final class SavepointStory {

  private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");

  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final Duration VERDICT_HORIZON = Duration.ofMinutes(30);

  /** Records that are no events, one behind the others of each topic: with them all are read. */
  static final int GARBAGE = 2;

  private static final Path DIRECTORY = Path.of("src/test/resources/savepoint");
  private static final Instant START = NOW.minus(Duration.ofMinutes(10));
  private static final Instant WAITING = NOW.minusSeconds(1);
  private static final byte[] NO_EVENT = "no event at all".getBytes(StandardCharsets.UTF_8);
  private static final String CALLER = "caller";

  private final Path added = DIRECTORY.resolve("live/added.yml");
  private final RulePack pack = RulePack.load(DIRECTORY.resolve("rules"));
  private final Rule live = RulePack.load(added).rules().get(0);
  private final OtlpTraces traces = new OtlpTraces("traced", WAITING).calls("hello", false);

  /** The rules that the job starts with. */
  RulePack pack() {
    return pack;
  }

  /** How many alerts there must be by rule, before the savepoint or after it. */
  Map<String, Integer> alerts(String phase) {
    Map<String, Integer> alerts = new TreeMap<>();
    rules().forEach(rule -> alerts.put(rule.name(), expected(rule, phase)));
    if (phase.equals("after")) {
      alerts.putAll(Map.of("judged", 1, "traced", 1, "entity_risk", 1));
    }
    alerts.values().removeIf(count -> count == 0);
    return alerts;
  }

  /** How many items there are before the savepoint and after it, with one copy. */
  int items() {
    return events("before").size()
        + events("after").size()
        + 1
        + OtlpTraces.PARTS_OF_A_CALL * traces.callSpans().size()
        + 2 * GARBAGE;
  }

  /** What event time has passed when the savepoint is taken. */
  void sendPassed(RunningMonitor monitor) throws Exception {
    monitor.send(
        0,
        events("before").stream()
            .filter(event -> event.getEventTime() < WAITING.toEpochMilli())
            .toList());
  }

  void changeRules(RunningMonitor monitor) throws Exception {
    monitor.change(
        live.id(),
        RuleChange.newBuilder()
            .setState(RuleState.active)
            .setText(Files.readString(added))
            .setEffectiveFrom(START.toEpochMilli())
            .setChangedBy("analyst")
            .build());
  }

  /** What still waits for event time when the savepoint is taken. */
  void sendWaiting(RunningMonitor monitor) throws Exception {
    monitor.send(
        0,
        events("before").stream()
            .filter(event -> event.getEventTime() >= WAITING.toEpochMilli())
            .toList());
    for (byte[] span : traces.callSpans()) {
      monitor.send(Format.OTLP_PROTO, 0, span);
    }
    sendGarbage(monitor);
  }

  /** What comes after it, and a copy of what came last before it. */
  void sendRest(RunningMonitor monitor) throws Exception {
    List<TelemetryEvent> before = events("before");
    monitor.send(0, before.subList(before.size() - 1, before.size()));
    monitor.send(0, events("after"));
    for (byte[] spans : traces.spansAround()) {
      monitor.send(Format.OTLP_PROTO, 0, spans);
    }
    sendGarbage(monitor);
  }

  private static void sendGarbage(RunningMonitor monitor) throws Exception {
    monitor.send(0, NO_EVENT);
    monitor.send(Format.OTLP_PROTO, 0, NO_EVENT);
  }

  private Stream<Rule> rules() {
    return Stream.concat(pack.rules().stream(), Stream.of(live));
  }

  private static Stream<RuleTest> tests(Rule rule, String phase) {
    return rule.tests().stream().filter(test -> test.name().equals(phase));
  }

  private static int expected(Rule rule, String phase) {
    return tests(rule, phase).mapToInt(RuleTest::expect).sum();
  }

  private List<TelemetryEvent> events(String phase) {
    List<TelemetryEvent> events = new ArrayList<>();
    rules()
        .forEach(
            rule ->
                tests(rule, phase)
                    .flatMap(test -> TestEvents.of(rule, test, START).stream())
                    .forEach(
                        event -> {
                          event.setEventId(rule.name() + "/" + phase + "/" + event.getEventId());
                          events.add(event);
                        }));
    events.add(
        phase.equals("before")
            ? call()
            : LaterVerdictTest.verdict("verdict", "judged", NOW.plusSeconds(1).toEpochMilli()));
    events.sort(Comparator.comparingLong(TelemetryEvent::getEventTime));
    return events;
  }

  private static TelemetryEvent call() {
    return TelemetryEvent.newBuilder()
        .setEventId("judged")
        .setEventTime(START.plus(Duration.ofMinutes(1)).toEpochMilli())
        .setEventCategory(EventCategory.inference)
        .setUserId(CALLER)
        .build();
  }
}
