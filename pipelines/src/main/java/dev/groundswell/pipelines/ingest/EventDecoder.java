package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Canonical events from Avro's single-object encoding (Avro specification 1.12): the marker C3 01,
 * the writer schema's 64-bit fingerprint in little-endian order, the record.
 */
final class EventDecoder {

  private static final int HEADER_BYTES = 10;
  private static final short MARKER = (short) 0xC301;
  private static final long FINGERPRINT =
      SchemaNormalization.parsingFingerprint64(TelemetryEvent.getClassSchema());

  private final int maxBytes;
  private final SpecificDatumReader<TelemetryEvent> reader =
      new SpecificDatumReader<>(TelemetryEvent.class);

  EventDecoder(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The event of one record; a refusal where there is none. */
  TelemetryEvent decode(byte[] record) throws Refusal {
    if (record.length > maxBytes) {
      throw new Refusal(
          DeadLetterReason.oversized,
          "%d bytes, at most %d are read".formatted(record.length, maxBytes));
    }
    requireHeader(record);
    try {
      BoundedDecoder in = new BoundedDecoder(record, HEADER_BYTES);
      TelemetryEvent event = reader.read(null, in);
      if (!in.isEnd()) {
        throw new Refusal(DeadLetterReason.undecodable, "bytes are left after the record");
      }
      return event;
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      // The message may quote the record, so only its class is told.
      throw new Refusal(
          DeadLetterReason.undecodable,
          "damaged or truncated Avro (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private static void requireHeader(byte[] record) throws Refusal {
    ByteBuffer header = ByteBuffer.wrap(record);
    if (record.length < HEADER_BYTES || header.getShort() != MARKER) {
      throw new Refusal(
          DeadLetterReason.undecodable, "not in Avro single-object encoding: no header C3 01");
    }
    long fingerprint = header.order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (fingerprint != FINGERPRINT) {
      throw new Refusal(
          DeadLetterReason.unknown_schema,
          "no released schema has the fingerprint %016x".formatted(fingerprint));
    }
  }
}
