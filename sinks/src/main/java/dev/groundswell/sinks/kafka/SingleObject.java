package dev.groundswell.sinks.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Avro single-object encoding of one record type: two marker bytes, the fingerprint of the writer's
 * schema, the record (Avro specification, "Single-object encoding").
 */
final class SingleObject<T extends SpecificRecordBase> {

  private static final int HEADER_LENGTH = 10;

  private final Schema schema;
  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;

  SingleObject(Class<T> type) {
    SpecificData model = new SpecificData(type.getClassLoader());
    this.schema = model.getSchema(type);
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    this.decoder = new BinaryMessageDecoder<>(model, schema);
  }

  byte[] encode(T value) {
    try {
      ByteBuffer encoded = encoder.encode(value);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot encode a " + value.getSchema().getName(), e);
    }
  }

  /** Throws any of the many exceptions of a decoder that reads garbage. */
  T decode(byte[] bytes) throws IOException {
    if (bytes.length > HEADER_LENGTH) {
      skipThrough(bytes);
    }
    return decoder.decode(bytes);
  }

  /** Allocates nothing: a length beyond the end is found before anybody reserves memory for it. */
  private void skipThrough(byte[] bytes) throws IOException {
    GenericDatumReader.skip(
        schema,
        DecoderFactory.get()
            .binaryDecoder(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH, null));
  }
}
