package dev.groundswell.local.simulator;

import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Weeks of traffic before a run, in the order of event time: what trends learn from, and what they
 * should find in it. Records are made as they are asked for.
 *
 * <p>Not safe for use by several threads.
 */
public final class HistorySimulator implements Iterator<HistoryRecord> {

  private final HistoryConfig config;
  private final HistoryTraffic traffic;
  private final Deque<TelemetryEvent> ready = new ArrayDeque<>();
  private List<TelemetryEvent> later = new ArrayList<>();
  private long nextTick;

  public HistorySimulator(HistoryConfig config) {
    this.config = config;
    this.traffic = new HistoryTraffic(config);
    this.nextTick = config.start().toEpochMilli();
    fill();
  }

  /** What is planted in a history of that length, with the times at which it is. */
  public static List<PlantedTrend> planted(HistoryConfig config) {
    return Stream.of(TrendStory.values())
        .filter(story -> story.fits(config))
        .map(story -> story.planted(config))
        .toList();
  }

  /** Why something is not planted in it; empty if everything is. */
  public static Optional<String> leftOut(HistoryConfig config) {
    List<String> names =
        Stream.of(TrendStory.values())
            .filter(story -> !story.fits(config))
            .map(TrendStory::wireName)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("too short for what is found after a week only: " + String.join(", ", names));
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty();
  }

  @Override
  public HistoryRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    HistoryRecord record = HistoryRecord.of(ready.remove());
    fill();
    return record;
  }

  /** Verdicts that would come after the end never come. */
  private void fill() {
    while (ready.isEmpty() && nextTick < config.end().toEpochMilli()) {
      long end = nextTick + HistoryTraffic.TICK.toMillis();
      List<TelemetryEvent> events = new ArrayList<>(later);
      events.addAll(traffic.tick(nextTick));
      events.sort(Comparator.comparingLong(TelemetryEvent::getEventTime));
      later = events.stream().filter(event -> event.getEventTime() >= end).toList();
      events.stream().filter(event -> event.getEventTime() < end).forEach(ready::add);
      nextTick = end;
    }
  }
}
