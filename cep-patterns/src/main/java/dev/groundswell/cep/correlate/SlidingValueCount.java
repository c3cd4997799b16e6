package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Step.ValueCount;
import dev.groundswell.cep.rules.Threshold;
import dev.groundswell.schemas.CountedValue;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.ValueWindow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Counts the distinct values of a field over a closed window that ends at the newest event,
 * exactly. A value is in the window as long as its latest event is: one event a value is kept, in a
 * list from the value seen longest ago to the one seen last. An event costs the same however many
 * there are.
 */
final class SlidingValueCount implements RunningCount {

  private final String step;
  private final String field;
  private final long timespanMillis;
  private final Threshold threshold;
  private final CountedValues values;

  SlidingValueCount(ValueCount count, CountedValues values) {
    this.step = count.name();
    this.field = count.field();
    this.timespanMillis = count.timespan().toMillis();
    this.threshold = count.threshold();
    this.values = values;
  }

  /** {@inheritDoc} An event without the field changes nothing, and nothing holds at it. */
  @Override
  public boolean add(EventSummary event) throws Exception {
    String value = event.getBoundValues().get(field);
    if (value == null) {
      return false;
    }
    ValueWindow window = values.window();
    if (window == null) {
      window = new ValueWindow(value, value, 1L, event.getEventTime());
      values.put(value, new CountedValue(event, null, null));
    } else {
      moveToEnd(window, value, event);
      removeOlderThan(event.getEventTime() - timespanMillis, window);
    }
    values.window(window);
    return threshold.holds(window.getSize());
  }

  /**
   * The number of distinct values, and the latest events of the first and the last five: of those
   * that were seen longest ago and of those that were seen last.
   */
  @Override
  public StepEvidence evidence() throws Exception {
    ValueWindow window = values.window();
    List<EventSummary> shown = new ArrayList<>();
    String value = window.getOldest();
    while (value != null && shown.size() < SHOWN) {
      CountedValue entry = values.get(value);
      shown.add(entry.getEvent());
      value = entry.getNewer();
    }
    List<EventSummary> last = new ArrayList<>();
    value = window.getNewest();
    while (shown.size() + last.size() < Math.min(window.getSize(), 2 * SHOWN)) {
      CountedValue entry = values.get(value);
      last.add(entry.getEvent());
      value = entry.getOlder();
    }
    Collections.reverse(last);
    shown.addAll(last);
    return new StepEvidence(step, window.getSize(), shown);
  }

  @Override
  public void clear() throws Exception {
    clear(values);
  }

  /** Removes every value. */
  static void clear(CountedValues values) throws Exception {
    ValueWindow window = values.window();
    String value = window == null ? null : window.getOldest();
    while (value != null) {
      String newer = values.get(value).getNewer();
      values.remove(value);
      value = newer;
    }
    values.close();
  }

  /** When no value of the window can count any more, ms since 1970-01-01 UTC. */
  long expiry(ValueWindow window) {
    return window.getLastTime() + timespanMillis;
  }

  private void moveToEnd(ValueWindow window, String value, EventSummary event) throws Exception {
    window.setLastTime(event.getEventTime());
    CountedValue entry = values.get(value);
    if (value.equals(window.getNewest())) {
      entry.setEvent(event);
      values.put(value, entry);
      return;
    }
    if (entry == null) {
      window.setSize(window.getSize() + 1);
    } else {
      unlink(window, entry);
    }
    CountedValue newest = values.get(window.getNewest());
    newest.setNewer(value);
    values.put(window.getNewest(), newest);
    values.put(value, new CountedValue(event, window.getNewest(), null));
    window.setNewest(value);
  }

  /** Takes an entry that is not the newest out of the list. */
  private void unlink(ValueWindow window, CountedValue entry) throws Exception {
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
  private void removeOlderThan(long time, ValueWindow window) throws Exception {
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
}
