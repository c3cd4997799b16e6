package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Step.EventCount;
import dev.groundswell.cep.rules.Threshold;
import dev.groundswell.schemas.CountWindow;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts events over a closed window that ends at the newest of them, exactly. Events must come in
 * order; each is written once and removed once.
 */
final class SlidingCount implements RunningCount {

  private final String step;
  private final long timespanMillis;
  private final Threshold threshold;
  private final CountedEvents events;

  SlidingCount(EventCount count, CountedEvents events) {
    this.step = count.name();
    this.timespanMillis = count.timespan().toMillis();
    this.threshold = count.threshold();
    this.events = events;
  }

  @Override
  public boolean add(EventSummary event) throws Exception {
    long time = event.getEventTime();
    CountWindow window = events.window();
    long first = window == null ? 0 : window.getFirst();
    long next = window == null ? 0 : window.getNext();
    while (first < next && events.get(first).getEventTime() < time - timespanMillis) {
      events.remove(first++);
    }
    events.put(next++, event);
    events.window(new CountWindow(first, next, time));
    return threshold.holds(next - first);
  }

  @Override
  public StepEvidence evidence() throws Exception {
    CountWindow window = events.window();
    List<EventSummary> shown = new ArrayList<>();
    for (long number = window.getFirst(); number < window.getNext(); number++) {
      if (number == window.getFirst() + SHOWN) {
        number = Math.max(number, window.getNext() - SHOWN);
      }
      shown.add(events.get(number));
    }
    return new StepEvidence(step, window.getNext() - window.getFirst(), shown);
  }

  @Override
  public void clear() throws Exception {
    clear(events);
  }

  /** Removes every event. */
  static void clear(CountedEvents events) throws Exception {
    CountWindow window = events.window();
    if (window != null) {
      for (long number = window.getFirst(); number < window.getNext(); number++) {
        events.remove(number);
      }
      events.close();
    }
  }

  /** When no event of the window can count any more, ms since 1970-01-01 UTC. */
  long expiry(CountWindow window) {
    return window.getLastTime() + timespanMillis;
  }
}
