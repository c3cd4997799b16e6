package dev.groundswell.pipelines.ingest.avro;

import dev.groundswell.pipelines.ingest.format.Items;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Canonical events from Avro's single-object encoding (Avro specification 1.12): the marker C3 01,
 * the writer schema's 64-bit fingerprint in little-endian order, the record.
 */
public final class CanonicalDecoder implements RecordDecoder {

  private static final int HEADER_BYTES = 10;
  private static final short MARKER = (short) 0xC301;
  private static final long FINGERPRINT =
      SchemaNormalization.parsingFingerprint64(TelemetryEvent.getClassSchema());

  private final SpecificDatumReader<TelemetryEvent> reader =
      new SpecificDatumReader<>(TelemetryEvent.class);

  @Override
  public void decode(byte[] record, Items items) throws Refusal {
    requireHeader(record);
    items.event(read(record));
  }

  private TelemetryEvent read(byte[] record) throws Refusal {
    try {
      BoundedDecoder in = new BoundedDecoder(record, HEADER_BYTES);
      TelemetryEvent event = reader.read(null, in);
      if (!in.isEnd()) {
        throw new Refusal(DeadLetterReason.undecodable, "bytes are left after the record");
      }
      return event;
    } catch (IOException | RuntimeException e) {
      // Avro has no closed set of exceptions for damaged input. One that got out of the source
      // would meet the same record after every restart. The message may quote it, so only the class
      // is told.
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
