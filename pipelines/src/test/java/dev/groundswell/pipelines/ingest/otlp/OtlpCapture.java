package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The recordings beside this package's tests; their README says what they are. */
public final class OtlpCapture {

  /** Every recording of traces, with how many files it has, and its logs. */
  public static final List<OtlpCapture> ALL =
      List.of(
          new OtlpCapture("otel-openai-0.5.0-content", 2, true, "pb"),
          new OtlpCapture("otel-openai-0.5.0-nocontent-undici", 2, true, "json"),
          new OtlpCapture("otel-openai-0.22.0-content", 2, true, "json"),
          new OtlpCapture("otel-openai-0.22.0-nocontent", 2, true, "pb"),
          new OtlpCapture("vercel-ai-5.0.277-content", 3, false, "pb"),
          new OtlpCapture("vercel-ai-5.0.277-nocontent", 3, false, "json"),
          new OtlpCapture("vercel-ai-7.0.173-content", 3, false, "json"),
          new OtlpCapture("vercel-ai-7.0.173-legacy-content", 3, false, "pb"),
          new OtlpCapture("vercel-ai-7.0.173-nocontent", 3, false, "pb"));

  private final String name;
  private final int traceFiles;
  private final boolean hasLogs;
  private final String encoding;

  private OtlpCapture(String name, int traceFiles, boolean hasLogs, String encoding) {
    this.name = name;
    this.traceFiles = traceFiles;
    this.hasLogs = hasLogs;
    this.encoding = encoding;
  }

  /** The recording of that name. */
  public static OtlpCapture named(String name) {
    return ALL.stream().filter(capture -> capture.name.equals(name)).findFirst().orElseThrow();
  }

  /** Everything in the recording. */
  public ReadParts read() {
    ReadParts items = new ReadParts();
    records().forEach(record -> items.read(decoder(), record));
    return items;
  }

  /** Its files: the traces, then the logs. */
  public List<byte[]> records() {
    List<byte[]> records = new ArrayList<>();
    for (int file = 1; file <= traceFiles; file++) {
      records.add(bytes("%s.traces.%03d.%s".formatted(name, file, encoding)));
    }
    if (hasLogs) {
      records.add(bytes("%s.logs.001.%s".formatted(name, encoding)));
    }
    return records;
  }

  /** The format of its files. */
  public Format format() {
    return encoding.equals("pb") ? Format.OTLP_PROTO : Format.OTLP_JSON;
  }

  private OtlpDecoder decoder() {
    return encoding.equals("pb") ? OtlpDecoder.proto() : OtlpDecoder.json();
  }

  @Override
  public String toString() {
    return name;
  }

  static byte[] bytes(String file) {
    try (InputStream in = OtlpCapture.class.getResourceAsStream("/ingest/otlp/" + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
