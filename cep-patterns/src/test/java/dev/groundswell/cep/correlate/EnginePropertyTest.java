package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.correlate.ReferenceMatcher.Evidence;
import dev.groundswell.cep.correlate.ReferenceMatcher.Expected;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.statistics.Statistics;

/** Random rules over random streams: the operator must say what the naive reference says. */
class EnginePropertyTest {

  private static final long SECOND = 1000;
  private static final long MAX_DELAY = 4 * SECOND;

  /** An event, and when its copies arrive. */
  record Arriving(TelemetryEvent event, List<Long> delays) {}

  private record Arrival(TelemetryEvent event, long at) {}

  @Property(tries = 1000)
  void agreesWithTheReference(
      @ForAll("rules") String text, @ForAll("streams") List<Arriving> stream) throws Exception {
    check(text, stream);
  }

  @Property(tries = 5000)
  @Tag("evidence")
  void agreesWithTheReferenceAtLength(
      @ForAll("rules") String text, @ForAll("streams") List<Arriving> stream) throws Exception {
    check(text, stream);
  }

  private static void check(String text, List<Arriving> stream) throws Exception {
    RulePack pack = RulePack.parse("n0.yml", text);
    List<Expected> expected =
        new ReferenceMatcher(pack.rules().get(0))
            .detections(stream.stream().map(Arriving::event).toList());
    assertThat(detections(pack, stream)).as(text).isEqualTo(expected);
    Statistics.label("fired").collect(!expected.isEmpty());
    Statistics.label("fired").coverage(fired -> fired.check(true).percentage(of -> of > 30));
    for (String feature : List.of("x-absent", "x-where", "value_sum", "labels.part")) {
      boolean matters = text.contains(feature) && !expected.isEmpty();
      Statistics.label(feature).collect(matters);
      Statistics.label(feature).coverage(seen -> seen.check(true).percentage(of -> of > 1));
    }
  }

  @Provide
  Arbitrary<String> rules() {
    return DrawnRules.texts();
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
            Arbitraries.longs().between(0, 4).injectNull(0.1),
            Arbitraries.longs().between(0, MAX_DELAY - 1).list().ofMinSize(1).ofMaxSize(2))
        .as(
            (offset, sequence, user, steps, value, part, tokens, delays) -> {
              Map<String, String> labels = new HashMap<>();
              steps.forEach(step -> labels.put(step, "yes"));
              if (value != null) {
                labels.put("value", value);
              }
              if (part != null) {
                labels.put("part", part);
              }
              return new Arriving(
                  TelemetryEvent.newBuilder()
                      .setEventId("")
                      .setEventTime(Correlation.START.toEpochMilli() + offset)
                      .setEventSequence(sequence)
                      .setUserId(user)
                      .setGenAiUsageInputTokens(tokens)
                      .setLabels(labels)
                      .build(),
                  delays);
            });
  }

  private static List<Expected> detections(RulePack pack, List<Arriving> stream) throws Exception {
    List<Arrival> arrivals = new ArrayList<>();
    for (Arriving arriving : stream) {
      long time = arriving.event().getEventTime();
      arriving.delays().forEach(delay -> arrivals.add(new Arrival(arriving.event(), time + delay)));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    try (Correlation correlation = Correlation.of(pack)) {
      for (Arrival arrival : arrivals) {
        correlation.receive(arrival.event());
        correlation.watermark(arrival.at() - MAX_DELAY);
      }
      correlation.end();
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
      assertThat(correlation.ledger().droppedOnes()).isZero();
      return correlation.detections().stream()
          .sorted(Comparator.comparing(EnginePropertyTest::group))
          .map(EnginePropertyTest::expected)
          .toList();
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
