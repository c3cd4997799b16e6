package dev.groundswell.pipelines.ingest.format;

import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayList;
import java.util.List;

/** What a decoder hands out. */
public final class ReadItems implements Items {

  private final List<TelemetryEvent> events = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private int ignored;

  /** What a decoder makes of a record; a record that it cannot read at all is one refusal. */
  public static ReadItems of(RecordDecoder decoder, byte[] record) {
    ReadItems items = new ReadItems();
    try {
      decoder.decode(record, items);
    } catch (Refusal refusal) {
      items.refused(refusal);
    }
    return items;
  }

  @Override
  public void event(TelemetryEvent event) {
    events.add(event);
  }

  @Override
  public void ignored() {
    ignored++;
  }

  @Override
  public void refused(Refusal refusal) {
    refusals.add(refusal);
  }

  /** The events in their order. */
  public List<TelemetryEvent> events() {
    return events;
  }

  /** The refusals in their order. */
  public List<Refusal> refusals() {
    return refusals;
  }

  /** How many items were nothing of ours. */
  public int ignoredItems() {
    return ignored;
  }
}
