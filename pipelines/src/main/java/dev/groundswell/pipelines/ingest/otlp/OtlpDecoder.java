package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.Gzip;
import java.util.SortedSet;

/**
 * Reads what the Kafka exporter of an OpenTelemetry Collector writes: traces or logs, whichever it
 * is; metrics are ignored. Not thread-safe.
 */
public final class OtlpDecoder {

  /** How a request is encoded. */
  @FunctionalInterface
  private interface Encoding {

    void read(byte[] request, OtlpItems items) throws Refusal;
  }

  private final Encoding encoding;

  private OtlpDecoder(Encoding encoding) {
    this.encoding = encoding;
  }

  /** Reads {@code otlp_proto}. */
  public static OtlpDecoder proto() {
    return new OtlpDecoder(ProtoRequest::read);
  }

  /** Reads {@code otlp_json}. */
  public static OtlpDecoder json() {
    return new OtlpDecoder(new JsonRequest()::read);
  }

  /**
   * Hands out the items of a record in their order: as many as it holds, whatever becomes of each.
   *
   * @param record the bytes of one source record, compressed with gzip or not
   * @throws Refusal if the record cannot be read at all; then no item was handed out. Nothing else
   *     is ever thrown
   */
  public void decode(byte[] record, TraceItems items) throws Refusal {
    encoding.read(Gzip.inflated(record), new PartReader(items));
  }

  /**
   * The names of attributes in a record that nothing is read from, sorted, with {@code N} for
   * numbers in them: how an operator sees what a library says in names that are not known yet.
   *
   * @throws Refusal if the record cannot be read at all
   */
  public SortedSet<String> unread(byte[] record) throws Refusal {
    UnreadNames names = new UnreadNames();
    encoding.read(Gzip.inflated(record), names);
    return names.names();
  }
}
