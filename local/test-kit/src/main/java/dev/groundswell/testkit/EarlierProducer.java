package dev.groundswell.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Writes records as somebody does who knows an earlier version of their schema. */
public final class EarlierProducer {

  private EarlierProducer() {}

  /** The record in single-object encoding under that version, without what it does not have. */
  public static byte[] write(SpecificRecord record, Schema version) {
    try {
      BinaryMessageDecoder<GenericRecord> downgrade =
          new BinaryMessageDecoder<>(GenericData.get(), version);
      downgrade.addSchema(record.getSchema());
      GenericRecord earlier =
          downgrade.decode(
              new BinaryMessageEncoder<SpecificRecord>(SpecificData.get(), record.getSchema())
                  .encode(record));
      ByteBuffer written =
          new BinaryMessageEncoder<GenericRecord>(GenericData.get(), version).encode(earlier);
      byte[] bytes = new byte[written.remaining()];
      written.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
