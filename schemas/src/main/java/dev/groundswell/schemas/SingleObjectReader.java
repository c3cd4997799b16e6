package dev.groundswell.schemas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads records of one type from Avro's single-object encoding (Avro specification 1.12): the
 * marker C3 01, the 64-bit fingerprint of the writer's schema in little-endian order, the record.
 * Knows all {@link SchemaVersions} of the type. Not safe for threads.
 */
public final class SingleObjectReader<T extends SpecificRecord> {

  private static final int HEADER_BYTES = 10;
  private static final short MARKER = (short) 0xC301;

  /** Few, and the current one first: looked through without boxing a fingerprint. */
  private final List<Version<T>> versions;

  /**
   * @throws IllegalArgumentException if no topic carries such records
   */
  public SingleObjectReader(Class<T> type) {
    this(type, SchemaVersions.earlier(type));
  }

  SingleObjectReader(Class<T> type, List<Schema> earlier) {
    SpecificData model = new SpecificData(type.getClassLoader());
    Schema current = model.getSchema(type);
    List<Version<T>> known = new ArrayList<>();
    known.add(Version.of(current, current, model));
    earlier.forEach(writer -> known.add(Version.of(writer, current, model)));
    this.versions = List.copyOf(known);
  }

  /**
   * Reads one record, whole. What it did not have when it was written has its default. Reserves no
   * more memory than a multiple of the record's size, whatever lengths it claims.
   *
   * @param record may be null, as the value of a Kafka record may
   */
  public T read(byte[] record) throws UnreadableRecordException {
    DatumReader<T> reader = readerOf(fingerprint(record));
    try {
      BoundedDecoder in = new BoundedDecoder(record, HEADER_BYTES);
      T value = reader.read(null, in);
      if (!in.isEnd()) {
        throw undecodable("bytes are left after the record");
      }
      return value;
    } catch (IOException | RuntimeException e) {
      // Avro has no closed set of exceptions for damaged input. One that got out of a source would
      // meet the same record after every restart. The message may quote it, so only the class is
      // told.
      throw undecodable("damaged or truncated Avro (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private static long fingerprint(byte[] record) throws UnreadableRecordException {
    if (record != null && record.length >= HEADER_BYTES) {
      ByteBuffer header = ByteBuffer.wrap(record);
      if (header.getShort() == MARKER) {
        return header.order(ByteOrder.LITTLE_ENDIAN).getLong();
      }
    }
    throw undecodable("not in Avro single-object encoding: no header C3 01");
  }

  private DatumReader<T> readerOf(long fingerprint) throws UnreadableRecordException {
    for (Version<T> version : versions) {
      if (version.fingerprint == fingerprint) {
        return version.reader;
      }
    }
    throw new UnreadableRecordException(
        DeadLetterReason.unknown_schema,
        "no known schema has the fingerprint %016x".formatted(fingerprint));
  }

  private static UnreadableRecordException undecodable(String message) {
    return new UnreadableRecordException(DeadLetterReason.undecodable, message);
  }

  private record Version<T>(long fingerprint, DatumReader<T> reader) {

    static <T> Version<T> of(Schema writer, Schema current, SpecificData model) {
      return new Version<>(
          SchemaNormalization.parsingFingerprint64(writer),
          new SpecificDatumReader<>(writer, current, model));
    }
  }
}
