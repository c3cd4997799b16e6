package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Measure.Kind;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.schemas.CountWindow;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts events, or adds up their values, over a closed window that ends at the newest of them,
 * exactly. Events must come in order; each is written once and removed once.
 */
final class SlidingCount {

  /** How many events at either end of the window are shown as evidence. */
  static final int SHOWN = 5;

  private final Count count;

  SlidingCount(Count count) {
    this.count = count;
  }

  /** Adds an event and says whether the condition holds over the window that ends at it. */
  boolean add(Kept<CountWindow, Long, EventSummary> events, EventSummary event) throws Exception {
    long start = event.getEventTime() - count.timespan().toMillis();
    CountWindow window = events.window();
    long first = window == null ? 0 : window.getFirst();
    long next = window == null ? 0 : window.getNext();
    BigDecimal sum = window == null ? BigDecimal.ZERO : new BigDecimal(window.getSum());
    for (; first < next; first++) {
      EventSummary oldest = events.get(first);
      if (oldest.getEventTime() >= start) {
        break;
      }
      sum = sum.subtract(value(oldest));
      events.remove(first);
    }
    events.put(next++, event);
    sum = sum.add(value(event));
    events.window(new CountWindow(first, next, event.getEventTime(), sum.toString()));
    return holds(next - first, sum);
  }

  /** The number of events in the window, and the first and last of them. */
  StepEvidence evidence(Kept<CountWindow, Long, EventSummary> events) throws Exception {
    CountWindow window = events.window();
    List<EventSummary> shown = new ArrayList<>();
    for (long number = window.getFirst(); number < window.getNext(); number++) {
      if (number == window.getFirst() + SHOWN) {
        number = Math.max(number, window.getNext() - SHOWN);
      }
      shown.add(events.get(number));
    }
    return new StepEvidence(count.name(), window.getNext() - window.getFirst(), shown);
  }

  private boolean holds(long number, BigDecimal sum) {
    return switch (count.measure().kind()) {
      case SUM -> count.threshold().holds(sum);
      case AVERAGE -> count.threshold().holdsForMean(sum, number);
      default -> count.threshold().holds(number);
    };
  }

  /** Decimal, so that what is subtracted is what was added. */
  private BigDecimal value(EventSummary event) {
    return count.measure().kind() == Kind.EVENTS
        ? BigDecimal.ZERO
        : new BigDecimal(event.getBoundValues().get(count.measure().fields().get(0)));
  }

  /** Windows of numbered events. */
  enum Window implements SlidingWindow<CountWindow, Long, EventSummary> {
    INSTANCE;

    @Override
    public long lastTime(CountWindow window) {
      return window.getLastTime();
    }

    @Override
    public void clear(Kept<CountWindow, Long, EventSummary> events) throws Exception {
      CountWindow window = events.window();
      if (window != null) {
        for (long number = window.getFirst(); number < window.getNext(); number++) {
          events.remove(number);
        }
        events.close();
      }
    }
  }
}
