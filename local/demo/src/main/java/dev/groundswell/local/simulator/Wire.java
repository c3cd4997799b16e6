package dev.groundswell.local.simulator;

import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Events as bytes: Avro single-object encoding, keyed by the user so that a user stays in order.
 */
final class Wire {

  private Wire() {}

  static byte[] key(TelemetryEvent event) {
    return event.getUserId().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] value(TelemetryEvent event) {
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
