package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.Comparison;
import dev.groundswell.cep.rules.GroupBy;
import dev.groundswell.cep.rules.Measure;
import dev.groundswell.cep.rules.Measure.Kind;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Threshold;
import dev.groundswell.schemas.CountedValue;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.ValueWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlidingValueCountTest {

  private static final long TIMESPAN = 10;
  private static final String FIELD = "client.subnet";

  private final InMemory values = new InMemory();
  private final SlidingValueCount count =
      new SlidingValueCount(
          new Count(
              "networks",
              new Measure(Kind.VALUES, List.of(FIELD)),
              List.of(),
              GroupBy.of("api_key.id"),
              Duration.ofMillis(TIMESPAN),
              Threshold.of(Comparison.GTE, 3)));

  @Test
  void holdsAtTheEventThatBringsTheLastValueNeeded() throws Exception {
    assertThat(add(0, "a")).isFalse();
    assertThat(add(1, "b")).isFalse();
    assertThat(add(2, "a")).isFalse();
    assertThat(add(3, "b")).isFalse();
    assertThat(add(4, "c")).isTrue();
    assertThat(add(5, "c")).isTrue();
  }

  @Test
  void theWindowIncludesItsEnd() throws Exception {
    add(0, "a");
    add(5, "b");
    assertThat(add(10, "c")).isTrue();
    assertThat(add(11, "c")).isFalse();
  }

  @Test
  void aValueThatIsSeenAgainStays() throws Exception {
    add(0, "a");
    add(5, "b");
    add(9, "a");
    assertThat(add(15, "c")).isTrue();
    assertThat(add(19, "d")).isTrue();
    assertThat(add(20, "d")).isFalse();
  }

  @Test
  void valuesDifferByCase() throws Exception {
    add(0, "a");
    add(0, "A");
    assertThat(add(0, "á")).isTrue();
  }

  @Test
  void keepsOneEventAValueHoweverManyThereAre() throws Exception {
    for (int i = 0; i < 100_000; i++) {
      add(i / 100_000L, "v" + i % 3);
    }
    assertThat(values.kept).hasSize(3);
  }

  @Test
  void keepsOnlyTheValuesOfTheWindow() throws Exception {
    for (int time = 0; time < 10_000; time++) {
      add(time, "v" + time);
    }
    assertThat(values.kept).hasSize(11);
  }

  @Test
  void evidenceOfManyValuesIsTheFirstAndLastFive() throws Exception {
    for (int time = 0; time <= 10; time++) {
      add(time, "v" + time);
    }
    StepEvidence evidence = count.evidence(values);
    assertThat(evidence.getTotal()).isEqualTo(11);
    assertThat(evidence.getEvents())
        .extracting(EventSummary::getEventTime)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void clearingLeavesNothing() throws Exception {
    add(1, "a");
    add(2, "b");
    SlidingValueCount.Window.INSTANCE.clear(values);
    assertThat(values.kept).isEmpty();
    assertThat(values.window).isNull();
    SlidingValueCount.Window.INSTANCE.clear(values);
  }

  /** At every event the whole past is looked at anew; values return, times tie and leap. */
  @Test
  void agreesWithLookingAtTheWholePast() throws Exception {
    int held = 0;
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int distinct = 1 + random.nextInt(30);
      List<EventSummary> past = new ArrayList<>();
      long time = 0;
      for (int i = 0; i < 100; i++) {
        time += random.nextInt(20) == 0 ? random.nextInt(15) : random.nextInt(2);
        EventSummary event = event(time, i, "v" + random.nextInt(distinct));
        past.add(event);
        List<EventSummary> latest = latestOfEachValue(past, time);
        assertThat(add(event)).as("seed %d, event %d", seed, i).isEqualTo(latest.size() >= 3);
        assertThat(count.evidence(values))
            .as("seed %d, event %d", seed, i)
            .isEqualTo(new StepEvidence("networks", (long) latest.size(), shown(latest)));
        assertThat(values.kept).hasSameSizeAs(latest);
        held += latest.size() >= 3 ? 1 : 0;
      }
      SlidingValueCount.Window.INSTANCE.clear(values);
    }
    assertThat(held).isBetween(10_000, 49_000);
  }

  private static List<EventSummary> latestOfEachValue(List<EventSummary> past, long time) {
    Map<String, EventSummary> latest = new HashMap<>();
    past.stream()
        .filter(event -> event.getEventTime() >= time - TIMESPAN)
        .forEach(event -> latest.put(event.getBoundValues().get(FIELD), event));
    return latest.values().stream().sorted(Comparator.comparing(past::indexOf)).toList();
  }

  private static List<EventSummary> shown(List<EventSummary> events) {
    return events.size() <= 10
        ? events
        : Stream.concat(
                events.subList(0, 5).stream(),
                events.subList(events.size() - 5, events.size()).stream())
            .toList();
  }

  private boolean add(long time, String value) throws Exception {
    return add(event(time, 0, value));
  }

  private boolean add(EventSummary event) throws Exception {
    count.add(values, event.getBoundValues().get(FIELD), event, List.of());
    return count.holds(values);
  }

  private static EventSummary event(long time, int number, String value) {
    return EventSummary.newBuilder()
        .setEventId("e" + time + "-" + number)
        .setEventTime(time)
        .setBoundValues(Map.of(FIELD, value))
        .build();
  }

  private static final class InMemory implements Kept<ValueWindow, String, CountedValue> {

    private final Map<String, CountedValue> kept = new HashMap<>();
    private ValueWindow window;

    @Override
    // Copies, as a state backend on disk would return them: what is changed must be put back.
    public ValueWindow window() {
      return window == null ? null : ValueWindow.newBuilder(window).build();
    }

    @Override
    public void window(ValueWindow changed) {
      window = ValueWindow.newBuilder(changed).build();
    }

    @Override
    public CountedValue get(String value) {
      CountedValue entry = kept.get(value);
      return entry == null ? null : CountedValue.newBuilder(entry).build();
    }

    @Override
    public void put(String value, CountedValue entry) {
      kept.put(value, CountedValue.newBuilder(entry).build());
    }

    @Override
    public void remove(String value) {
      kept.remove(value);
    }

    @Override
    public void close() {
      window = null;
    }
  }
}
