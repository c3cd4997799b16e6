package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A week of events through {@link DeltaBuffer} and {@link TrendFunction}. */
class TrendReplayTest {

  private static final long START = Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int HOURS = 7 * 24;
  private static final int EVENTS_AN_HOUR = 200;
  private static final int ACTORS = 20_000;

  private final Random random = new Random(1);
  private final Set<String> exact = new HashSet<>();
  private final List<List<Contribution>> hours = new ArrayList<>();

  TrendReplayTest() {
    for (int hour = 0; hour < HOURS; hour++) {
      List<Contribution> events = new ArrayList<>();
      for (int event = 0; event < EVENTS_AN_HOUR; event++) {
        String actor = "actor-" + (int) (ACTORS * Math.pow(random.nextDouble(), 2));
        exact.add(actor);
        events.add(event(START + hour * HOUR + random.nextInt((int) HOUR), actor));
      }
      hours.add(events);
    }
  }

  @Test
  void aWeeksDistinctActorsAreThoseOfAnExactCountWithinThreeErrorsOfTheSketch() throws Exception {
    assertThat(exact).hasSizeGreaterThan(10_000);
    TrendPoint week =
        told(false).values().stream()
            .filter(point -> point.getGrain() == Grain.week)
            .findFirst()
            .orElseThrow();
    assertThat(week.getEvents()).isEqualTo((long) HOURS * EVENTS_AN_HOUR);
    assertThat(week.getDistinctActors()).isCloseTo(exact.size(), withinPercentage(3 * 1.3));
  }

  @Test
  void pointsAreTheSameInWhateverOrderEventsComeAndWhereverTheJobIsKilled() throws Exception {
    Map<String, TrendPoint> live = told(false);
    Map<String, TrendPoint> replayed = told(true);
    assertThat(replayed.keySet()).isEqualTo(live.keySet()).hasSizeGreaterThan(HOURS);
    live.forEach((id, point) -> assertThat(figures(replayed.get(id))).isEqualTo(figures(point)));
  }

  /** All but the sketch, whose bytes may differ where its estimates do not, and who is frequent. */
  private static List<Object> figures(TrendPoint point) {
    return List.of(
        point.getGrain(),
        point.getPaneStart(),
        point.getEvents(),
        point.getBlocked(),
        point.getSucceeded(),
        point.getDistinctActors(),
        point.getExposure(),
        point.getContributions());
  }

  /**
   * The last point of each pane.
   *
   * @param isDisturbed whether the events of an hour come in any order, in bundles of another size,
   *     and a job that is killed at midnight goes on from its checkpoint
   */
  private Map<String, TrendPoint> told(boolean isDisturbed) throws Exception {
    Map<String, TrendPoint> last = new TreeMap<>();
    KeyedOneInputStreamOperatorTestHarness<String, TrendDelta, TrendPoint> harness = harness();
    harness.open();
    for (int hour = 0; hour < HOURS; hour++) {
      List<Contribution> events = new ArrayList<>(hours.get(hour));
      if (isDisturbed) {
        Collections.shuffle(events, random);
      }
      for (TrendDelta bundle : bundles(events, isDisturbed ? 7 : EVENTS_AN_HOUR)) {
        harness.processElement(bundle, bundle.getPaneStart());
      }
      if (isDisturbed && hour % 24 == 23) {
        OperatorSubtaskState checkpoint = harness.snapshot(hour, hour);
        keep(harness, last);
        harness.close();
        harness = harness();
        harness.initializeState(checkpoint);
        harness.open();
      }
      harness.processWatermark(START + (hour + 1) * HOUR - 1);
    }
    harness.processWatermark(START + 32 * 24 * HOUR);
    keep(harness, last);
    harness.close();
    return last;
  }

  private static void keep(
      KeyedOneInputStreamOperatorTestHarness<String, TrendDelta, TrendPoint> harness,
      Map<String, TrendPoint> last) {
    for (TrendPoint point : harness.extractOutputValues()) {
      last.merge(
          point.getPointId(),
          point,
          (one, other) -> other.getContributions() >= one.getContributions() ? other : one);
    }
  }

  private static List<TrendDelta> bundles(List<Contribution> events, int size) {
    List<TrendDelta> bundles = new ArrayList<>();
    for (int from = 0; from < events.size(); from += size) {
      DeltaBuffer buffer = new DeltaBuffer();
      events.subList(from, Math.min(from + size, events.size())).forEach(buffer::add);
      buffer.flushUntil(Long.MAX_VALUE, bundles::add);
    }
    return bundles;
  }

  private static Contribution event(long time, String actor) {
    return new Contribution(
        time,
        List.of(new Target(TargetKind.product, "chat")),
        List.of("AML.T0054"),
        actor,
        1,
        1,
        1,
        0,
        null,
        null,
        null);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, TrendDelta, TrendPoint> harness()
      throws Exception {
    ExpositionConfig exposition = new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000);
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new TrendFunction(Duration.ofMinutes(5), Grain.five_minutes, exposition)),
        delta -> Target.of(delta).key(),
        Types.STRING);
  }
}
