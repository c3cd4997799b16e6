package dev.groundswell.local.recorded;

import dev.groundswell.schemas.TelemetryEvent;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;

/** A recorded event, encoded, with what it is sorted by. */
final class RecordedEvent {

  /**
   * The order in which rules look at events; and by content, so that no order of lines shows in it.
   */
  static final Comparator<RecordedEvent> ORDER =
      Comparator.comparingLong(RecordedEvent::time)
          .thenComparing(event -> event.sequence, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(RecordedEvent::id)
          .thenComparing(event -> event.content, Arrays::compare);

  private final long time;
  private final Long sequence;
  private final String id;
  private final byte[] content;

  private RecordedEvent(TelemetryEvent event, byte[] content) {
    this.time = event.getEventTime();
    this.sequence = event.getEventSequence();
    this.id = event.getEventId();
    this.content = content;
  }

  static RecordedEvent of(TelemetryEvent event) {
    try {
      ByteBuffer encoded = TelemetryEvent.getEncoder().encode(event);
      byte[] content = new byte[encoded.remaining()];
      encoded.get(content);
      return new RecordedEvent(event, content);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
  }

  long time() {
    return time;
  }

  String id() {
    return id;
  }

  TelemetryEvent decoded() {
    try {
      return TelemetryEvent.getDecoder().decode(content);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  /** Writes the event, its length before it. */
  void writeTo(DataOutput out) throws IOException {
    out.writeInt(content.length);
    out.write(content);
  }
}
