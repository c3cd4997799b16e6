package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.schemas.CountedValue;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.ValueWindow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Counts distinct values over a closed window that ends at the newest event, exactly. A value is in
 * the window as long as its latest event is: one event a value is kept, in a list from the value
 * seen longest ago to the one seen last. An event costs the same however many there are.
 */
final class SlidingValueCount {

  private final Count count;

  SlidingValueCount(Count count) {
    this.count = count;
  }

  /**
   * Adds an event with one of its values.
   *
   * @param behind what stands behind the value, where more than the event does
   */
  void add(
      Kept<ValueWindow, String, CountedValue> values,
      String value,
      EventSummary event,
      List<StepEvidence> behind)
      throws Exception {
    ValueWindow window = values.window();
    if (window == null) {
      window = new ValueWindow(value, value, 1L, event.getEventTime());
      values.put(value, new CountedValue(event, behind, null, null));
    } else {
      moveToEnd(values, window, value, new CountedValue(event, behind, null, null));
      removeOlderThan(event.getEventTime() - count.timespan().toMillis(), values, window);
    }
    values.window(window);
  }

  /** Whether the condition holds over the window that ends at the event added last. */
  boolean holds(Kept<ValueWindow, String, CountedValue> values) throws Exception {
    return count.threshold().holds(values.window().getSize());
  }

  /**
   * The number of distinct values, and the latest events of the first and the last five: of those
   * that were seen longest ago and of those that were seen last.
   */
  StepEvidence evidence(Kept<ValueWindow, String, CountedValue> values) throws Exception {
    ValueWindow window = values.window();
    List<EventSummary> shown = new ArrayList<>();
    String value = window.getOldest();
    while (value != null && shown.size() < SlidingCount.SHOWN) {
      CountedValue entry = values.get(value);
      shown.add(entry.getEvent());
      value = entry.getNewer();
    }
    List<EventSummary> last = new ArrayList<>();
    value = window.getNewest();
    while (shown.size() + last.size() < Math.min(window.getSize(), 2 * SlidingCount.SHOWN)) {
      CountedValue entry = values.get(value);
      last.add(entry.getEvent());
      value = entry.getOlder();
    }
    Collections.reverse(last);
    shown.addAll(last);
    return new StepEvidence(count.name(), window.getSize(), shown);
  }

  /** What stands behind each value, from the one seen longest ago to the one seen last. */
  static List<StepEvidence> behind(Kept<ValueWindow, String, CountedValue> values)
      throws Exception {
    List<StepEvidence> behind = new ArrayList<>();
    String value = values.window().getOldest();
    while (value != null) {
      CountedValue entry = values.get(value);
      behind.addAll(entry.getBehind());
      value = entry.getNewer();
    }
    return behind;
  }

  private static void moveToEnd(
      Kept<ValueWindow, String, CountedValue> values,
      ValueWindow window,
      String value,
      CountedValue latest)
      throws Exception {
    window.setLastTime(latest.getEvent().getEventTime());
    CountedValue entry = values.get(value);
    if (value.equals(window.getNewest())) {
      latest.setOlder(entry.getOlder());
      values.put(value, latest);
      return;
    }
    if (entry == null) {
      window.setSize(window.getSize() + 1);
    } else {
      unlink(values, window, entry);
    }
    CountedValue newest = values.get(window.getNewest());
    newest.setNewer(value);
    values.put(window.getNewest(), newest);
    latest.setOlder(window.getNewest());
    values.put(value, latest);
    window.setNewest(value);
  }

  /** Takes an entry that is not the newest out of the list. */
  private static void unlink(
      Kept<ValueWindow, String, CountedValue> values, ValueWindow window, CountedValue entry)
      throws Exception {
    CountedValue newer = values.get(entry.getNewer());
    newer.setOlder(entry.getOlder());
    values.put(entry.getNewer(), newer);
    if (entry.getOlder() == null) {
      window.setOldest(entry.getNewer());
    } else {
      CountedValue older = values.get(entry.getOlder());
      older.setNewer(entry.getNewer());
      values.put(entry.getOlder(), older);
    }
  }

  /** The newest value is never older than its own window, so one is left. */
  private static void removeOlderThan(
      long time, Kept<ValueWindow, String, CountedValue> values, ValueWindow window)
      throws Exception {
    CountedValue oldest = values.get(window.getOldest());
    while (oldest.getEvent().getEventTime() < time) {
      values.remove(window.getOldest());
      window.setOldest(oldest.getNewer());
      window.setSize(window.getSize() - 1);
      oldest = values.get(window.getOldest());
      oldest.setOlder(null);
      values.put(window.getOldest(), oldest);
    }
  }

  /** Windows of linked values. */
  enum Window implements SlidingWindow<ValueWindow, String, CountedValue> {
    INSTANCE;

    @Override
    public long lastTime(ValueWindow window) {
      return window.getLastTime();
    }

    @Override
    public void clear(Kept<ValueWindow, String, CountedValue> values) throws Exception {
      ValueWindow window = values.window();
      String value = window == null ? null : window.getOldest();
      while (value != null) {
        String newer = values.get(value).getNewer();
        values.remove(value);
        value = newer;
      }
      values.close();
    }
  }
}
