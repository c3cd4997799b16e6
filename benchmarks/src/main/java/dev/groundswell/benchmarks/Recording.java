package dev.groundswell.benchmarks;

import dev.groundswell.schemas.TelemetryEvent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Events in a file, in Avro's binary encoding, one behind the other, in the order of their times.
 *
 * @param events how many
 */
record Recording(Path file, long events) {

  static Recording write(Path file, Stream<TelemetryEvent> events) throws IOException {
    SpecificDatumWriter<TelemetryEvent> writer = new SpecificDatumWriter<>(TelemetryEvent.class);
    long written = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      for (TelemetryEvent event : (Iterable<TelemetryEvent>) events::iterator) {
        writer.write(event, encoder);
        written++;
      }
      encoder.flush();
    }
    return new Recording(file, written);
  }

  /** Its first event alone: what a run over it costs is the job's own. */
  Recording first() {
    return new Recording(file, 1);
  }
}
