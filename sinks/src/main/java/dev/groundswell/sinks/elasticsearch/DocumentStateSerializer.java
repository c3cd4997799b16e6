package dev.groundswell.sinks.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.util.StateMigrationException;

/** Format of the documents that wait in a checkpoint: plain fields, nothing of any client. */
final class DocumentStateSerializer extends AsyncSinkWriterStateSerializer<Document> {

  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public BufferedRequestState<Document> deserialize(int version, byte[] serialized)
      throws IOException {
    if (version != VERSION) {
      throw new IOException(
          new StateMigrationException(
              "Documents in state have format %d; this build reads %d: restore with the build that wrote them"
                  .formatted(version, VERSION)));
    }
    return super.deserialize(version, serialized);
  }

  @Override
  protected void serializeRequestToStream(Document document, DataOutputStream out)
      throws IOException {
    writeBytes(out, document.index().getBytes(UTF_8));
    writeBytes(out, document.id().getBytes(UTF_8));
    out.writeUTF(document.operation().name());
    out.writeLong(document.version());
    writeBytes(out, document.source());
  }

  @Override
  protected Document deserializeRequestFromStream(long size, DataInputStream in)
      throws IOException {
    return new Document(
        new String(readBytes(in), UTF_8),
        new String(readBytes(in), UTF_8),
        Document.Operation.valueOf(in.readUTF()),
        in.readLong(),
        readBytes(in));
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
