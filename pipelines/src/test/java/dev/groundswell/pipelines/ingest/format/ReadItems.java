package dev.groundswell.pipelines.ingest.format;

import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

/** What a decoder hands out. */
public class ReadItems implements Items {

  private final List<TelemetryEvent> events = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private int ignored;

  /** What a decoder makes of a record; a record that it cannot read at all is one refusal. */
  public static ReadItems of(RecordDecoder decoder, byte[] record) {
    ReadItems items = new ReadItems();
    items.read(decoder, record);
    return items;
  }

  /** Takes what a decoder makes of another record. */
  public final void read(RecordDecoder decoder, byte[] record) {
    try {
      decoder.decode(record, this);
    } catch (Refusal refusal) {
      refused(refusal);
    }
  }

  @Override
  public void event(TelemetryEvent event) {
    events.add(event);
  }

  @Override
  public void part(TracePart part) {
    throw new AssertionError("only items of OTLP are parts, and those are read by ReadParts");
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

  /** Some fields of every event, one line an event. */
  @SafeVarargs
  public static List<String> lines(ReadItems items, Function<TelemetryEvent, Object>... fields) {
    List<String> lines = new ArrayList<>();
    for (TelemetryEvent event : items.events()) {
      StringJoiner line = new StringJoiner(" | ");
      for (Function<TelemetryEvent, Object> field : fields) {
        line.add(String.valueOf(field.apply(event)));
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
