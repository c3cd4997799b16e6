package dev.groundswell.benchmarks;

import dev.groundswell.schemas.TelemetryEvent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Decodes the next event of a recording for every number that it is given. */
final class ReplayFunction extends RichMapFunction<Long, TelemetryEvent> {

  private final String file;
  private transient InputStream in;
  private transient BinaryDecoder decoder;
  private transient SpecificDatumReader<TelemetryEvent> reader;

  ReplayFunction(Path file) {
    this.file = file.toString();
  }

  @Override
  public void open(OpenContext context) throws IOException {
    in = new BufferedInputStream(Files.newInputStream(Path.of(file)));
    decoder = DecoderFactory.get().binaryDecoder(in, null);
    reader = new SpecificDatumReader<>(TelemetryEvent.class);
  }

  @Override
  public TelemetryEvent map(Long number) throws IOException {
    return reader.read(null, decoder);
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
