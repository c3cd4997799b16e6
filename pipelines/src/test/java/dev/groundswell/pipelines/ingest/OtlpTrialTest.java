package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.otlp.Fates;
import dev.groundswell.pipelines.ingest.otlp.OtlpCapture;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings of OTLP from raw records to what leaves ingest; counts are worked out by hand. */
@Tag("B1")
@Tag("K4")
class OtlpTrialTest {

  private static final ContentReader.Wishes EVERY_LANGUAGE =
      new ContentReader.Wishes(ContentScorer.NONE, true);
  private static final PseudonymKey KEY =
      new PseudonymKey("k1", "0123456789abcdef".getBytes(StandardCharsets.UTF_8));

  private int items;
  private int parts;
  private int ignored;
  private String told = "";

  /** Calls of models and executions of tools, as OtlpCaptureTest says where they come from. */
  @ParameterizedTest
  @CsvSource({
    "otel-openai-0.5.0-content, 38, 0",
    "otel-openai-0.5.0-nocontent-undici, 39, 0",
    "otel-openai-0.22.0-content, 43, 0",
    "otel-openai-0.22.0-nocontent, 43, 0",
    "vercel-ai-5.0.277-content, 42, 5",
    "vercel-ai-5.0.277-nocontent, 42, 5",
    "vercel-ai-7.0.173-content, 41, 5",
    "vercel-ai-7.0.173-legacy-content, 41, 5",
    "vercel-ai-7.0.173-nocontent, 41, 5",
  })
  void everyCallIsOneEventEveryItemIsAccountedForAndNothingRawLeavesIngest(
      String recording, int models, int tools) {
    OtlpCapture capture = OtlpCapture.named(recording);
    IngestTrial trial = new IngestTrial(capture.format(), 1 << 20, KEY, EVERY_LANGUAGE);
    for (byte[] record : capture.records()) {
      IngestTrial.Outcome outcome = trial.read("raw", record);
      assertThat(outcome.events()).isEmpty();
      assertThat(outcome.deadLetters()).isEmpty();
      items += outcome.items();
      parts += outcome.parts();
      ignored += outcome.ignored();
      told += trial.unread(record);
    }
    IngestTrial.Calls calls = trial.calls();
    Fates fates = calls.fates();

    assertThat(calls.events()).hasSize(models + tools);
    assertThat(fates.calls()).isEqualTo(models + tools);
    assertThat(fates.calls() + fates.merged() + fates.unused() + fates.orphans()).isEqualTo(parts);
    assertThat(items).isEqualTo(parts + ignored);
    assertThat(told + calls.events())
        .doesNotContain("example.test", "sess-", "u-10003", "team-", "kettle", "IGNORE ALL");
  }
}
