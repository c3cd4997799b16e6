package dev.groundswell.pipelines.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Cuts recordings at every byte and flips bits of every byte: no exception may leave reading or
 * assembly, every part is accounted for, and no refusal quotes what was refused.
 */
@Tag("B1")
class OtlpHostileTest {

  private static final int[] FLIPS = {0x01, 0x80};

  /** The steps keep it to seconds; they share no factor with the sizes of fields. */
  @ParameterizedTest
  @CsvSource({
    "otel-openai-0.22.0-nocontent.traces.002.pb, 1",
    "otel-openai-0.5.0-content.logs.001.pb, 13",
    "vercel-ai-7.0.173-legacy-content.traces.002.pb, 7",
    "otel-openai-0.22.0-content.traces.002.json, 7",
    "otel-openai-0.22.0-content.logs.001.json, 101",
  })
  void noDamageThrows(String file, int step) {
    byte[] record = OtlpCapture.bytes(file);
    Supplier<OtlpDecoder> decoder = file.endsWith(".pb") ? OtlpDecoder::proto : OtlpDecoder::json;
    int whole = ReadParts.of(decoder.get(), record).items();
    assertThat(whole).isGreaterThan(1);

    for (int at = 0; at < record.length; at += step) {
      assertThat(accounted(decoder.get(), Arrays.copyOf(record, at)))
          .as("cut at %d", at)
          .isLessThanOrEqualTo(whole);
      for (int flip : FLIPS) {
        byte[] damaged = record.clone();
        damaged[at] ^= (byte) flip;
        accounted(decoder.get(), damaged);
      }
    }
  }

  /** How many items a record has; whoever throws ends the test. */
  private static int accounted(OtlpDecoder decoder, byte[] record) {
    ReadParts read = ReadParts.of(decoder, record);
    assertThat(read.refusals())
        .allSatisfy(
            refusal -> assertThat(refusal.getMessage()).doesNotContain("@example", "IGNORE"));
    for (List<TracePart> trace : read.traces()) {
      Assembled assembled = CallAssembly.of(trace);
      assertThat(assembled.calls().size() + assembled.merged() + assembled.unused())
          .isEqualTo(trace.size() - assembled.orphans());
    }
    return read.items();
  }
}
