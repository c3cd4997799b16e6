package dev.groundswell.local.recorded;

import dev.groundswell.schemas.TelemetryEvent;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** Reads what a {@link Recording} wrote, one event after the other. */
public final class RecordedEventReader implements GeneratorFunction<Long, TelemetryEvent> {

  private static final long serialVersionUID = 1L;

  private final File spool;
  private transient DataInputStream in;

  public RecordedEventReader(File spool) {
    this.spool = spool;
  }

  @Override
  public void open(SourceReaderContext context) throws IOException {
    in = new DataInputStream(new BufferedInputStream(Files.newInputStream(spool.toPath())));
  }

  @Override
  public TelemetryEvent map(Long index) throws IOException {
    byte[] content = new byte[in.readInt()];
    in.readFully(content);
    return TelemetryEvent.getDecoder().decode(content);
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
