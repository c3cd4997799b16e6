package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;

/**
 * A record of the history. The arrays are not copied: whoever gets one must not change them.
 *
 * @param eventTime when it happened, milliseconds since 1970-01-01 UTC
 * @param key as {@link SimulatedRecord#key}
 * @param value a canonical event
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy per record would cost
public record HistoryRecord(long eventTime, byte[] key, byte[] value) {

  /** Wire name of the format of all records: others tell the same more slowly. */
  public static final String FORMAT = "avro";

  static HistoryRecord of(TelemetryEvent event) {
    return new HistoryRecord(
        event.getEventTime(),
        SimulatedRecord.key(event),
        Producer.CANONICAL.format(event).encode(event));
  }
}
