package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.Comparison;
import dev.groundswell.cep.rules.Step.EventCount;
import dev.groundswell.cep.rules.Threshold;
import dev.groundswell.schemas.CountWindow;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlidingCountTest {

  private final InMemory events = new InMemory();
  private final SlidingCount count =
      new SlidingCount(
          new EventCount(
              "burst",
              List.of(),
              List.of("user.id"),
              Duration.ofMillis(10),
              new Threshold(Comparison.GTE, 3)),
          events);

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
    StepEvidence evidence = count.evidence();
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
    StepEvidence evidence = count.evidence();
    assertThat(evidence.getTotal()).isEqualTo(11);
    assertThat(evidence.getEvents())
        .extracting(EventSummary::getEventTime)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void clearingLeavesNothing() throws Exception {
    add(1);
    add(2);
    count.clear();
    assertThat(events.kept).isEmpty();
    assertThat(events.window).isNull();
  }

  private boolean add(long time) throws Exception {
    return count.add(EventSummary.newBuilder().setEventId("e" + time).setEventTime(time).build());
  }

  private static final class InMemory implements CountedEvents {

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
    public EventSummary get(long number) {
      return kept.get(number);
    }

    @Override
    public void put(long number, EventSummary event) {
      kept.put(number, event);
    }

    @Override
    public void remove(long number) {
      kept.remove(number);
    }

    @Override
    public void close() {
      window = null;
    }
  }
}
