package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.correlate.ReferenceMatcher.Evidence;
import dev.groundswell.cep.correlate.ReferenceMatcher.Expected;
import dev.groundswell.cep.correlate.ReferenceMatcher.Pause;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleState;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** Random rules over random streams: the operator must say what the naive reference says. */
class EnginePropertyTest {

  private static final long SECOND = 1000;
  private static final long MAX_DELAY = 4 * SECOND;

  /** A little more than a hundred metres. */
  private static final double LATITUDE_STEP = 0.001;

  private static final double LONGITUDE = 10;

  /** What rules must have that fire, and the expression that finds it in their text. */
  private static final Map<String, String> FEATURES =
      Map.of(
          "sum", "value_sum",
          "parts", "labels.part\\]",
          "aliases", "aliases",
          "absence before", "before: \\w+, within",
          "absence between", "before: \\w+\\}",
          "absence after", "after: ",
          "two absences", "x-absent: .*rule.*rule",
          "near", "near: ",
          "distance", "distance: ",
          "speed", "speed: ");

  /** An event, and when its copies arrive. */
  record Arriving(TelemetryEvent event, List<Long> delays) {}

  private record Arrival(TelemetryEvent event, long at) {}

  /** What events differ in besides; null where one lacks it. */
  private record Contents(Long tokens, Long simhash, Integer place, String owner) {}

  @Property(tries = 1000)
  void agreesWithTheReference(
      @ForAll("rules") DrawnRule rule,
      @ForAll("streams") List<Arriving> stream,
      @ForAll("pauses") List<Pause> pauses,
      @ForAll @IntRange(max = 100) int restored)
      throws Exception {
    check(rule, stream, pauses, restored);
  }

  @Property(tries = 5000)
  @Tag("evidence")
  void agreesWithTheReferenceAtLength(
      @ForAll("rules") DrawnRule rule,
      @ForAll("streams") List<Arriving> stream,
      @ForAll("pauses") List<Pause> pauses,
      @ForAll @IntRange(max = 100) int restored)
      throws Exception {
    check(rule, stream, pauses, restored);
  }

  private static void check(DrawnRule rule, List<Arriving> stream, List<Pause> pauses, int restored)
      throws Exception {
    RulePack pack = RulePack.parse("n0.yml", rule.text());
    List<TelemetryEvent> events = stream.stream().map(Arriving::event).toList();
    List<Expected> expected = new ReferenceMatcher(rule, pauses).detections(events);
    assertThat(detections(pack, stream, pauses, restored)).as(rule.text()).isEqualTo(expected);
    Statistics.label("paused and fired").collect(!pauses.isEmpty() && !expected.isEmpty());
    Statistics.label("paused and fired")
        .coverage(seen -> seen.check(true).percentage(of -> of > 1));
    Statistics.label("fired").collect(!expected.isEmpty());
    Statistics.label("fired").coverage(fired -> fired.check(true).percentage(of -> of > 20));
    for (Map.Entry<String, String> feature : FEATURES.entrySet()) {
      boolean matters =
          Pattern.compile(feature.getValue()).matcher(rule.text()).find() && !expected.isEmpty();
      Statistics.label(feature.getKey()).collect(matters);
      Statistics.label(feature.getKey())
          .coverage(seen -> seen.check(true).percentage(of -> of > 0.1));
    }
  }

  @Provide
  Arbitrary<DrawnRule> rules() {
    return DrawnRules.rules();
  }

  /** Events of two users with ties, copies and delays within the watermark's bound. */
  @Provide
  Arbitrary<List<Arriving>> streams() {
    return events()
        .list()
        .ofMinSize(1)
        .ofMaxSize(50)
        .map(
            drawn -> {
              for (int i = 0; i < drawn.size(); i++) {
                drawn.get(i).event().setEventId("e" + i);
              }
              return drawn;
            });
  }

  /** Mostly none; else one after the other. */
  @Provide
  Arbitrary<List<Pause>> pauses() {
    Arbitrary<List<Pause>> some =
        Arbitraries.longs()
            .between(0, 20)
            .set()
            .ofSize(4)
            .map(seconds -> seconds.stream().sorted().map(EnginePropertyTest::at).toList())
            .map(at -> List.of(new Pause(at.get(0), at.get(1)), new Pause(at.get(2), at.get(3))));
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(List.of())),
        Tuple.of(1, some.map(both -> both.subList(0, 1))),
        Tuple.of(1, some));
  }

  private static long at(long second) {
    return Correlation.START.toEpochMilli() + second * SECOND;
  }

  /** Mostly whole seconds, so that events tie and stand at the ends of windows. */
  private static Arbitrary<Long> times() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 20), Arbitraries.of(0L, 0L, 0L, 1L, 500L))
        .as((second, millis) -> second * SECOND + millis);
  }

  private static Arbitrary<Arriving> events() {
    return Combinators.combine(
            times(),
            Arbitraries.of(0L, 1L, 2L).injectNull(0.5),
            Arbitraries.of("u0", "u0", "u0", "u1").injectNull(0.05),
            Arbitraries.of(DrawnRules.BASE_RULES).set().ofMaxSize(3),
            Arbitraries.of("v0", "v1", "v2").injectNull(0.1),
            Arbitraries.of("p0", "p1").injectNull(0.1),
            contents(),
            Arbitraries.longs().between(0, MAX_DELAY - 1).list().ofMinSize(1).ofMaxSize(2))
        .as(
            (offset, sequence, user, steps, value, part, contents, delays) -> {
              Map<String, String> labels = new HashMap<>();
              steps.forEach(step -> labels.put(step, "yes"));
              if (value != null) {
                labels.put("value", value);
              }
              if (part != null) {
                labels.put("part", part);
              }
              if (contents.owner() != null) {
                labels.put("owner", contents.owner());
              }
              Double latitude = contents.place() == null ? null : contents.place() * LATITUDE_STEP;
              return new Arriving(
                  TelemetryEvent.newBuilder()
                      .setEventId("")
                      .setEventTime(Correlation.START.toEpochMilli() + offset)
                      .setEventSequence(sequence)
                      .setUserId(user)
                      .setGenAiUsageInputTokens(contents.tokens())
                      .setContentInputSimhash(contents.simhash())
                      .setClientGeoLat(latitude)
                      .setClientGeoLon(latitude == null ? null : LONGITUDE)
                      .setLabels(labels)
                      .build(),
                  delays);
            });
  }

  private static Arbitrary<Contents> contents() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 4).injectNull(0.1),
            Arbitraries.of(0L, 1L, 3L, 7L, -1L).injectNull(0.1),
            Arbitraries.integers().between(0, 3).injectNull(0.1),
            Arbitraries.of("u0", "u0", "u1").injectNull(0.1))
        .as(Contents::new);
  }

  private static List<Expected> detections(
      RulePack pack, List<Arriving> stream, List<Pause> pauses, int restored) throws Exception {
    List<RulePhase> changes =
        pauses.stream().flatMap(pause -> changes(pack.rules().get(0), pause)).toList();
    List<Arrival> arrivals = new ArrayList<>();
    for (Arriving arriving : stream) {
      long time = arriving.event().getEventTime();
      arriving.delays().forEach(delay -> arrivals.add(new Arrival(arriving.event(), time + delay)));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    int cut = arrivals.size() * restored / 100;
    List<Detection> detections = new ArrayList<>();
    OperatorSubtaskState state;
    try (Correlation before = Correlation.of(pack)) {
      for (RulePhase change : changes) {
        before.change(change);
      }
      receive(before, arrivals.subList(0, cut));
      assertThat(before.ledger().droppedOnes()).isZero();
      detections.addAll(before.detections());
      state = before.snapshot();
    }
    try (Correlation after = Correlation.restored(pack, state)) {
      changes.forEach(after::remember);
      receive(after, arrivals.subList(cut, arrivals.size()));
      after.end();
      assertThat(after.stateEntries()).isZero();
      assertThat(after.timers()).isZero();
      assertThat(after.ledger().droppedOnes()).isZero();
      detections.addAll(after.detections());
    }
    return detections.stream()
        .sorted(Comparator.comparing(EnginePropertyTest::group))
        .map(EnginePropertyTest::expected)
        .toList();
  }

  private static Stream<RulePhase> changes(Rule rule, Pause pause) {
    return Stream.of(
        new RulePhase(rule.id(), RuleState.paused, pause.from(), ""),
        new RulePhase(rule.id(), RuleState.active, pause.until(), ""));
  }

  private static void receive(Correlation correlation, List<Arrival> arrivals) throws Exception {
    for (Arrival arrival : arrivals) {
      correlation.receive(arrival.event());
      correlation.watermark(arrival.at() - MAX_DELAY);
    }
  }

  private static Expected expected(Detection detection) {
    List<EventSummary> events =
        detection.getEvidence().stream()
            .flatMap(step -> step.getEvents().stream())
            .sorted(EventOrder.COMPARATOR)
            .toList();
    return new Expected(
        group(detection),
        events.get(0).getEventId(),
        events.get(events.size() - 1).getEventId(),
        detection.getEvidence().stream()
            .map(step -> new Evidence(step.getStep(), step.getTotal()))
            .toList());
  }

  private static String group(Detection detection) {
    return detection.getGroup().get(0).getValue();
  }
}
