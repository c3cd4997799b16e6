package dev.groundswell.sinks.kafka;

import dev.groundswell.schemas.SingleObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Writes records of one type in Avro's single-object encoding, which {@link SingleObjectReader}
 * reads.
 */
final class SingleObjectWriter<T extends SpecificRecordBase> {

  private final BinaryMessageEncoder<T> encoder;

  SingleObjectWriter(Class<T> type) {
    SpecificData model = new SpecificData(type.getClassLoader());
    this.encoder = new BinaryMessageEncoder<>(model, model.getSchema(type));
  }

  byte[] write(T value) {
    try {
      ByteBuffer encoded = encoder.encode(value);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot encode a " + value.getSchema().getName(), e);
    }
  }
}
