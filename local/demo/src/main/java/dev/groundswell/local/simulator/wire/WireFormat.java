package dev.groundswell.local.simulator.wire;

import dev.groundswell.schemas.TelemetryEvent;

/**
 * How a producer writes events down. What a format has no place for is left out; what it carries is
 * read back as it was, under the event's own id.
 */
public interface WireFormat {

  /** The name by which people and options know the format: {@code cloudtrail}. */
  String wireName();

  /** The bytes of one record with that event alone. */
  byte[] encode(TelemetryEvent event);
}
