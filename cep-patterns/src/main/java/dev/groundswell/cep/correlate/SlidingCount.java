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
 * exactly. Events must come in order. The first few are kept in the window itself, for most windows
 * have no more; every other is written once and removed once.
 */
final class SlidingCount {

  /** How many events at either end of the window are shown as evidence. */
  static final int SHOWN = 5;

  /** So many are written anew by every event, on a state backend that writes. */
  static final int KEPT_IN_WINDOW = 8;

  private static final String NOTHING = "0";

  private final Count count;

  SlidingCount(Count count) {
    this.count = count;
  }

  /** Adds an event and says whether the condition holds over the window that ends at it. */
  boolean add(Kept<CountWindow, Long, EventSummary> events, EventSummary event) throws Exception {
    long start = event.getEventTime() - count.timespan().toMillis();
    CountWindow known = events.window();
    CountWindow window = known == null ? empty() : known;
    BigDecimal sum = sum(window);
    while (window.getFirst() < window.getNext()) {
      EventSummary oldest = event(window.getFirst(), window, events);
      if (oldest.getEventTime() >= start) {
        break;
      }
      sum = sum.subtract(value(oldest));
      removeOldest(window, events);
    }
    append(event, window, events);
    sum = sum.add(value(event));
    window.setSum(sum.signum() == 0 ? NOTHING : sum.toString());
    events.window(window);
    return holds(window.getNext() - window.getFirst(), sum);
  }

  /** The number of events in the window, and the first and last of them. */
  StepEvidence evidence(Kept<CountWindow, Long, EventSummary> events) throws Exception {
    CountWindow window = events.window();
    List<EventSummary> shown = new ArrayList<>();
    for (long number = window.getFirst(); number < window.getNext(); number++) {
      if (number == window.getFirst() + SHOWN) {
        number = Math.max(number, window.getNext() - SHOWN);
      }
      shown.add(event(number, window, events));
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

  private static CountWindow empty() {
    return new CountWindow(0L, 0L, 0L, NOTHING, new ArrayList<>(1));
  }

  private static BigDecimal sum(CountWindow window) {
    return window.getSum().equals(NOTHING) ? BigDecimal.ZERO : new BigDecimal(window.getSum());
  }

  private static EventSummary event(
      long number, CountWindow window, Kept<CountWindow, Long, EventSummary> others)
      throws Exception {
    long place = number - window.getFirst();
    return place < window.getEvents().size()
        ? window.getEvents().get((int) place)
        : others.get(number);
  }

  private static void append(
      EventSummary event, CountWindow window, Kept<CountWindow, Long, EventSummary> others)
      throws Exception {
    List<EventSummary> few = window.getEvents();
    // Once one is outside, all that follow are, until the window is empty: the few are the oldest.
    if (few.size() < KEPT_IN_WINDOW && window.getNext() - window.getFirst() == few.size()) {
      few.add(event);
    } else {
      others.put(window.getNext(), event);
    }
    window.setNext(window.getNext() + 1);
    window.setLastTime(event.getEventTime());
  }

  private static void removeOldest(CountWindow window, Kept<CountWindow, Long, EventSummary> others)
      throws Exception {
    if (window.getEvents().isEmpty()) {
      others.remove(window.getFirst());
    } else {
      window.getEvents().remove(0);
    }
    window.setFirst(window.getFirst() + 1);
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
        while (window.getFirst() < window.getNext()) {
          removeOldest(window, events);
        }
        events.close();
      }
    }
  }
}
