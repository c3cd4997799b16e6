package dev.groundswell.pipelines.ingest.json;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Gzip (RFC 1952), known by its first bytes; a kilobyte of it can ask for a megabyte. */
public final class Gzip {

  /** Sixteen times the largest record by default: logs shrink to a tenth. */
  static final int MAX_INFLATED_BYTES = 16 << 20;

  private Gzip() {}

  /**
   * The record itself, or what it holds if it is compressed.
   *
   * @throws Refusal if it is damaged, or holds more than 16 MiB
   */
  public static byte[] inflated(byte[] record) throws Refusal {
    if (record.length < 2 || record[0] != 0x1f || record[1] != (byte) 0x8b) {
      return record;
    }
    byte[] inflated;
    // The JDK's own stream drops what follows a member without a word.
    try (InputStream in =
        GzipCompressorInputStream.builder()
            .setInputStream(new ByteArrayInputStream(record))
            .setDecompressConcatenated(true)
            .get()) {
      inflated = in.readNBytes(MAX_INFLATED_BYTES + 1);
    } catch (IOException | RuntimeException e) {
      throw new Refusal(DeadLetterReason.undecodable, "damaged or truncated gzip");
    }
    if (inflated.length > MAX_INFLATED_BYTES) {
      throw new Refusal(
          DeadLetterReason.oversized,
          "more than %d bytes when decompressed".formatted(MAX_INFLATED_BYTES));
    }
    return inflated;
  }
}
