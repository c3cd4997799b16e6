package dev.groundswell.local.simulator.wire;

import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Canonical events in Avro single-object encoding: everything has its place. */
final class CanonicalAvro implements WireFormat {

  @Override
  public String wireName() {
    return "avro";
  }

  @Override
  public byte[] encode(TelemetryEvent event) {
    try {
      ByteBuffer buffer = TelemetryEvent.getEncoder().encode(event);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
