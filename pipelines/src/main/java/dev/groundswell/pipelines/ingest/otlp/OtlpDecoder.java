package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.ingest.format.Items;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.Gzip;
import java.util.SortedSet;

/**
 * Reads what the Kafka exporter of an OpenTelemetry Collector writes, compressed with gzip or not:
 * traces or logs, whichever it is; metrics are ignored. Its items are parts of traces. Not
 * thread-safe.
 */
public final class OtlpDecoder implements RecordDecoder {

  /** How a request is encoded. */
  @FunctionalInterface
  private interface Encoding {

    void read(byte[] request, OtlpItems items) throws Refusal;
  }

  private final Format format;
  private final Encoding encoding;

  private OtlpDecoder(Format format, Encoding encoding) {
    this.format = format;
    this.encoding = encoding;
  }

  /** Reads {@code otlp_proto}. */
  public static OtlpDecoder proto() {
    return new OtlpDecoder(Format.OTLP_PROTO, ProtoRequest::read);
  }

  /** Reads {@code otlp_json}. */
  public static OtlpDecoder json() {
    return new OtlpDecoder(Format.OTLP_JSON, new JsonRequest()::read);
  }

  @Override
  public void decode(byte[] record, Items items) throws Refusal {
    encoding.read(Gzip.inflated(record), new PartReader(format.wireName(), items));
  }

  @Override
  public SortedSet<String> unread(byte[] record) throws Refusal {
    UnreadNames names = new UnreadNames();
    encoding.read(Gzip.inflated(record), names);
    return names.names();
  }
}
