package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.Comparison;
import dev.groundswell.cep.rules.GroupBy;
import dev.groundswell.cep.rules.Measure;
import dev.groundswell.cep.rules.Measure.Kind;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Threshold;
import dev.groundswell.cep.rules.Threshold.Bound;
import dev.groundswell.schemas.CountWindow;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlidingCountTest {

  private final InMemory events = new InMemory();
  private final SlidingCount count = count(Kind.EVENTS, Threshold.of(Comparison.GTE, 3));

  @Test
  void holdsAtTheEventThatReachesTheThreshold() throws Exception {
    assertThat(add(0)).isFalse();
    assertThat(add(5)).isFalse();
    assertThat(add(9)).isTrue();
  }

  @Test
  void theWindowIncludesItsEnd() throws Exception {
    add(0);
    add(0);
    assertThat(add(10)).isTrue();
    assertThat(add(11)).isFalse();
  }

  @Test
  void keepsOnlyTheEventsOfTheWindow() throws Exception {
    for (int time = 0; time < 10_000; time++) {
      add(time);
    }
    assertThat(events.kept).hasSize(11);
  }

  @Test
  void evidenceOfAFewEventsIsAllOfThem() throws Exception {
    add(1);
    add(2);
    add(3);
    StepEvidence evidence = count.evidence(events);
    assertThat(evidence.getTotal()).isEqualTo(3);
    assertThat(evidence.getEvents())
        .extracting(EventSummary::getEventTime)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void evidenceOfManyEventsIsTheFirstAndLastFive() throws Exception {
    for (int time = 0; time <= 10; time++) {
      add(time);
    }
    StepEvidence evidence = count.evidence(events);
    assertThat(evidence.getTotal()).isEqualTo(11);
    assertThat(evidence.getEvents())
        .extracting(EventSummary::getEventTime)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void theFirstFewAreKeptInTheWindowItself() throws Exception {
    for (int event = 0; event < SlidingCount.KEPT_IN_WINDOW; event++) {
      add(0);
    }
    assertThat(events.kept).isEmpty();
    add(0);
    assertThat(events.kept).hasSize(1);
  }

  @Test
  void aWindowThatWasEmptyKeepsTheFirstFewAgain() throws Exception {
    for (int event = 0; event <= SlidingCount.KEPT_IN_WINDOW; event++) {
      add(0);
    }
    assertThat(events.kept).hasSize(1);
    add(11);
    assertThat(events.kept).isEmpty();
  }

  @Test
  void clearingLeavesNothing() throws Exception {
    add(1);
    add(2);
    SlidingCount.Window.INSTANCE.clear(events);
    assertThat(events.kept).isEmpty();
    assertThat(events.window).isNull();
  }

  @Test
  void addsUpTheValuesOfTheWindow() throws Exception {
    SlidingCount sum = count(Kind.SUM, Threshold.of(Comparison.GTE, 1));
    assertThat(sum.add(events, event(0, "0.7"))).isFalse();
    assertThat(sum.add(events, event(5, "0.3"))).isTrue();
    assertThat(sum.add(events, event(11, "0.6999"))).isFalse();
    assertThat(sum.add(events, event(12, "1E-4"))).isTrue();
  }

  @Test
  void whatIsTakenAwayIsWhatWasAdded() throws Exception {
    SlidingCount sum = count(Kind.SUM, Threshold.of(Comparison.EQ, 0));
    sum.add(events, event(0, "1E16"));
    sum.add(events, event(1, "0.1"));
    assertThat(sum.add(events, event(11, "-0.1"))).isTrue();
  }

  @Test
  void judgesTheMeanOfTheWindow() throws Exception {
    Bound bound = new Bound(Comparison.GT, new BigDecimal("1.5"));
    SlidingCount mean = count(Kind.AVERAGE, new Threshold(List.of(bound)));
    assertThat(mean.add(events, event(0, "1"))).isFalse();
    assertThat(mean.add(events, event(1, "2"))).isFalse();
    assertThat(mean.add(events, event(11, "1.01"))).isTrue();
  }

  @Test
  void aRangeHoldsBetweenItsBounds() throws Exception {
    Threshold range =
        new Threshold(
            List.of(
                new Bound(Comparison.GT, BigDecimal.ONE),
                new Bound(Comparison.LTE, BigDecimal.valueOf(2))));
    SlidingCount between = count(Kind.EVENTS, range);
    assertThat(between.add(events, event(1, "0"))).isFalse();
    assertThat(between.add(events, event(2, "0"))).isTrue();
    assertThat(between.add(events, event(3, "0"))).isFalse();
  }

  private boolean add(long time) throws Exception {
    return count.add(events, event(time, "0"));
  }

  private static EventSummary event(long time, String cost) {
    return EventSummary.newBuilder()
        .setEventId("e" + time)
        .setEventTime(time)
        .setBoundValues(Map.of("cost.usd", cost))
        .build();
  }

  private static SlidingCount count(Kind kind, Threshold threshold) {
    return new SlidingCount(
        new Count(
            "burst",
            new Measure(kind, List.of("cost.usd")),
            List.of(),
            GroupBy.of("user.id"),
            Duration.ofMillis(10),
            threshold));
  }

  private static final class InMemory implements Kept<CountWindow, Long, EventSummary> {

    private final Map<Long, EventSummary> kept = new HashMap<>();
    private CountWindow window;

    @Override
    public CountWindow window() {
      return window;
    }

    @Override
    public void window(CountWindow changed) {
      window = changed;
    }

    @Override
    public EventSummary get(Long number) {
      return kept.get(number);
    }

    @Override
    public void put(Long number, EventSummary event) {
      kept.put(number, event);
    }

    @Override
    public void remove(Long number) {
      kept.remove(number);
    }

    @Override
    public void close() {
      window = null;
    }
  }
}
