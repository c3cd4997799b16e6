package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.correlate.ReferenceMatcher.Expected;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rules over random streams: the operator must say what the naive reference says. */
class DifferentialTest {

  private static final int STREAMS_PER_SHAPE = 200;
  private static final int EVENTS = 60;
  private static final long SECOND = 1000;
  private static final long MAX_DELAY = 4 * SECOND;

  /** A burst then a broad step, as in guardrail probing; N and the timespans are drawn. */
  private static final String BURST_THEN_STEP =
      sequence("[burst, b]") + count("burst", "[a]", "gte") + base("a") + base("b");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "burst then step",
        "three steps",
        "the same step twice",
        "step then burst",
        "two bursts of the same events",
        "count of two steps",
        "values of two steps",
        "values then the same step"
      })
  void agreesWithTheReference(String shape) throws Exception {
    int fired = 0;
    for (int seed = 0; seed < STREAMS_PER_SHAPE; seed++) {
      Random random = new Random(seed);
      RulePack pack = RulePack.parse("drawn.yml", draw(shape(shape, random), random));
      List<Arrival> arrivals = arrivals(random);
      List<Expected> expected =
          new ReferenceMatcher(pack.rules().get(0))
              .detections(arrivals.stream().map(Arrival::event).toList());
      assertThat(detections(pack, arrivals)).as("%s, seed %d", shape, seed).isEqualTo(expected);
      fired += expected.size();
    }
    assertThat(fired).as("a test in which nothing fires shows nothing").isGreaterThan(100);
  }

  private record Arrival(TelemetryEvent event, long at) {}

  private static String shape(String name, Random random) {
    return switch (name) {
      case "burst then step" -> BURST_THEN_STEP;
      case "three steps" -> sequence("[a, b, c]") + base("a") + base("b") + base("c");
      case "the same step twice" -> sequence("[a, b, a]") + base("a") + base("b");
      case "step then burst" ->
          sequence("[b, burst]")
              + count("burst", "[a, c]", "eq")
              + base("a")
              + base("b")
              + base("c");
      case "two bursts of the same events" ->
          sequence("[small, large]")
              + count("small", "[a]", "lte")
              + count("large", "[a, b]", "gt")
              + base("a")
              + base("b");
      case "values of two steps" ->
          values("drawn", "[a, b]", List.of("gte", "gt", "eq", "lt", "neq").get(random.nextInt(5)))
              + base("a")
              + base("b");
      case "values then the same step" ->
          sequence("[several, a]") + values("several", "[a, b]", "gte") + base("a") + base("b");
      default ->
          count("drawn", "[a, b]", List.of("gte", "gt", "eq", "lt", "neq").get(random.nextInt(5)))
              + base("a")
              + base("b");
    };
  }

  private static String sequence(String rules) {
    return """
        title: Drawn
        name: drawn
        correlation:
          type: temporal_ordered
          rules: %s
          group-by: user.id
          timespan: SPANs
        ---
        """
        .formatted(rules);
  }

  private static String count(String name, String rules, String comparison) {
    return """
        title: Count
        name: %s
        correlation:
          type: event_count
          rules: %s
          group-by: user.id
          timespan: SPANs
          condition: {%s: BOUND}
        ---
        """
        .formatted(name, rules, comparison);
  }

  private static String values(String name, String rules, String comparison) {
    return count(name, rules, comparison)
        .replace("event_count", "value_count")
        .replace("BOUND}", "BOUND, field: labels.value}");
  }

  private static String base(String name) {
    return """
        title: Base
        name: %s
        detection:
          selection: {labels.%s: yes}
          condition: selection
        ---
        """
        .formatted(name, name);
  }

  private static String draw(String text, Random random) {
    String drawn = text.substring(0, text.lastIndexOf("---"));
    while (drawn.contains("SPAN")) {
      drawn = drawn.replaceFirst("SPAN", String.valueOf(2 + random.nextInt(8)));
    }
    while (drawn.contains("BOUND")) {
      drawn = drawn.replaceFirst("BOUND", String.valueOf(1 + random.nextInt(4)));
    }
    return drawn;
  }

  /** Events of three users with ties, copies and delays within the watermark's bound. */
  private static List<Arrival> arrivals(Random random) {
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      TelemetryEvent event = event(random);
      for (int copies = random.nextInt(6) == 0 ? 2 : 1; copies > 0; copies--) {
        long delay = random.nextInt((int) MAX_DELAY);
        arrivals.add(new Arrival(event, event.getEventTime() + delay));
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals;
  }

  private static TelemetryEvent event(Random random) {
    Map<String, String> labels = new HashMap<>();
    for (String step : List.of("a", "b", "c")) {
      if (random.nextInt(3) == 0) {
        labels.put(step, "yes");
      }
    }
    if (random.nextInt(5) > 0) {
      labels.put("value", "v" + random.nextInt(4));
    }
    return TelemetryEvent.newBuilder()
        .setEventId(Long.toHexString(random.nextLong()))
        .setEventTime(Correlation.START.toEpochMilli() + random.nextInt(30) * SECOND)
        .setEventSequence(random.nextBoolean() ? null : Long.valueOf(random.nextInt(3)))
        .setUserId(random.nextInt(10) == 0 ? null : "u" + random.nextInt(2))
        .setLabels(labels)
        .build();
  }

  private static List<Expected> detections(RulePack pack, List<Arrival> arrivals) throws Exception {
    try (Correlation correlation = Correlation.of(pack)) {
      for (Arrival arrival : arrivals) {
        correlation.receive(arrival.event());
        correlation.watermark(arrival.at() - MAX_DELAY);
      }
      correlation.end();
      assertThat(correlation.stateEntries()).isZero();
      assertThat(correlation.timers()).isZero();
      return correlation.detections().stream()
          .sorted(Comparator.comparing(DifferentialTest::group).thenComparing(Detection::getLast))
          .map(DifferentialTest::expected)
          .toList();
    }
  }

  private static Expected expected(Detection detection) {
    List<StepEvidence> evidence = detection.getEvidence();
    List<EventSummary> last = evidence.get(evidence.size() - 1).getEvents();
    return new Expected(
        group(detection),
        evidence.get(0).getEvents().get(0).getEventId(),
        last.get(last.size() - 1).getEventId(),
        evidence.stream().map(StepEvidence::getTotal).toList());
  }

  private static String group(Detection detection) {
    return detection.getGroup().get(0).getValue();
  }
}
